using Actors.DeadLettering;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Journal;

/// <summary>What one shard wants to make durable in one transaction.</summary>
public sealed record ShardCommit
{
    /// <summary>The shard.</summary>
    public required ShardId Shard { get; init; }

    /// <summary>The epoch of the owner that commits.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>The head the owner expects; the first record has the next sequence number.</summary>
    public required SequenceNumber ExpectedHead { get; init; }

    /// <summary>The records, in order and without a gap. Never empty.</summary>
    public required IReadOnlyList<JournalRecord> Records { get; init; }

    /// <summary>Timers to insert or replace, by entity and name; each at most once.</summary>
    public IReadOnlyList<ScheduledTimer> TimersSet { get; init; } = [];

    /// <summary>Timers to delete, unless they have been set again after <see cref="TimerKey.SetAt"/>. No timer is both set and cleared.</summary>
    public IReadOnlyList<TimerKey> TimersCleared { get; init; } = [];

    /// <summary>Dead letters to add: parked commands.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];

    /// <summary>Dead letters to mark as replayed or discarded.</summary>
    public IReadOnlyList<DeadLetterId> DeadLettersResolved { get; init; } = [];

    /// <summary>The shard's lanes as of the last record, when it is time to write them down; replaces the earlier one.</summary>
    public LaneCheckpoint? Checkpoint { get; init; }

    /// <summary>The head after this commit.</summary>
    public SequenceNumber NewHead => new(ExpectedHead.Value + Records.Count);
}
