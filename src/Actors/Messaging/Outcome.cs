using Actors.Journal;
using Actors.Sharding;

namespace Actors;

/// <summary>
/// What became of a command: its events, or its rejection. Whoever holds one knows it is durable. A retry of the command gets an
/// equal one.
/// </summary>
public sealed record Outcome
{
    /// <summary>The shard whose journal holds it.</summary>
    public required ShardId Shard { get; init; }

    /// <summary>The last record of this outcome in the shard: the offset a reader must have reached to have seen it.</summary>
    public required SequenceNumber Sequence { get; init; }

    /// <summary>The entity's version after it.</summary>
    public required EntityVersion Version { get; init; }

    /// <summary>The events, in order; empty when rejected or when the command changed nothing.</summary>
    public IReadOnlyList<object> Events { get; init; } = [];

    /// <summary>The rejection; <see langword="null"/> when the command was accepted.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>Whether the command was accepted.</summary>
    public bool IsAccepted => Rejection is null;
}
