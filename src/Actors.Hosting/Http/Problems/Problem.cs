using System.Text.Json;

namespace Actors.Hosting.Http.Problems;

/// <summary>What a client is told when its request was not done (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Title">The kind of problem, for people; the same for every occurrence.</param>
/// <param name="Detail">This occurrence, for people: what is wrong and what would be right.</param>
internal sealed record Problem(int Status, string Code, string Title, string Detail)
{
    /// <summary>The prefix of the problem types; the rest is the code of the kind.</summary>
    public const string TypePrefix = "urn:actors:problem:";

    /// <summary>The kind, where it is not the code: all rejections of the domain are of one kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether the same request may work a little later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Writes further members.</summary>
    public Action<Utf8JsonWriter>? Members { get; init; }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", TypePrefix + (Kind ?? Code));
        writer.WriteString("title", Title);
        writer.WriteNumber("status", Status);
        writer.WriteString("detail", Detail);
        writer.WriteString("code", Code);
        Members?.Invoke(writer);
        writer.WriteEndObject();
    }
}
