using System.Text.Json.Serialization.Metadata;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>An address that answers from read models, and what the description of the interface says about it.</summary>
public sealed record ReadModelRoute
{
    /// <summary>The address, such as <c>/customers/{id}/orders</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it answers, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Under which heading it is described.</summary>
    public string Tag { get; init; } = "read models";

    /// <summary>The projections that the answer comes from: a query that brings an offset waits for all of them.</summary>
    public required IReadOnlyList<string> Projections { get; init; }

    /// <summary>The parameters it takes.</summary>
    public IReadOnlyList<ReadModelParameter> Parameters { get; init; } = [];

    /// <summary>The JSON form of the answer.</summary>
    public required JsonTypeInfo Answer { get; init; }

    /// <summary>Answers one request; what it throws becomes a problem document.</summary>
    public required Func<ReadModelRequest, Task> Handle { get; init; }
}
