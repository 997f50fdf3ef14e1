namespace Actors.Streams;

/// <summary>One record of a source, not yet understood.</summary>
/// <param name="Position">Its place on the source's lane; higher than that of the record before.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Origin">Where it stands, for people, such as <c>orders.csv row 17</c>.</param>
public sealed record SourceRecord(LanePosition Position, ReadOnlyMemory<byte> Payload, string Origin)
{
    /// <summary>The key that the sender gave it; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>What the sender said beside the payload, in the sender's order.</summary>
    public IReadOnlyList<SourceHeader> Headers { get; init; } = [];

    /// <summary>The id that the sender gave the message, where the transport has a place for one.</summary>
    public string? MessageId { get; init; }
}
