using System.Text.Json.Serialization.Metadata;
using Actors.Runtime.LiveViews;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>An address that shows a live view as server-sent events.</summary>
/// <typeparam name="TRow">A row.</typeparam>
public sealed record LiveViewRoute<TRow>
    where TRow : class
{
    /// <summary>The address, such as <c>/live/orders</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it shows, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The view; the node must follow it, see <see cref="Runtime.ActorSystem.Follow"/>.</summary>
    public required LiveView<TRow> View { get; init; }

    /// <summary>The JSON form of a row.</summary>
    public required JsonTypeInfo<TRow> Form { get; init; }

    /// <summary>The parameters it takes.</summary>
    public IReadOnlyList<ReadModelParameter> Parameters { get; init; } = [];

    /// <summary>Which rows a client wants, by its request. A row that no longer fits is told as gone.</summary>
    public Func<HttpRequest, Func<TRow, bool>> Filter { get; init; } = static _ => static _ => true;
}
