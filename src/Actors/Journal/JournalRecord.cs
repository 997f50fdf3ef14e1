using Actors.Schema;
using Actors.Sharding;

namespace Actors.Journal;

/// <summary>One record of the journal: an event, or another durable fact about a command. Immutable.</summary>
public sealed record JournalRecord
{
    /// <summary>The shard it belongs to.</summary>
    public required ShardId Shard { get; init; }

    /// <summary>Its place in the shard.</summary>
    public required SequenceNumber Sequence { get; init; }

    /// <summary>The entity it is about.</summary>
    public required EntityKey Entity { get; init; }

    /// <summary>The entity's version after it.</summary>
    public required EntityVersion Version { get; init; }

    /// <summary>What it says.</summary>
    public required RecordKind Kind { get; init; }

    /// <summary>The wire name of the message in <see cref="Payload"/>.</summary>
    public required WireName Type { get; init; }

    /// <summary>The encoded message. Owned by the record; nobody may change the bytes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>What it carries besides the message.</summary>
    public RecordMetadata Metadata { get; init; } = RecordMetadata.Empty;

    /// <summary>When its command was received, in UTC, to the microsecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// The decoded message where it is at hand, which saves readers in the same process the decoding; not stored, and
    /// <see langword="null"/> on a record read from a store.
    /// </summary>
    public object? Message { get; init; }
}
