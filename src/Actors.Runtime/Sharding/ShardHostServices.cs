using Actors.Journal;
using Actors.Runtime.Telemetry;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>What a shard host needs from its node.</summary>
internal sealed record ShardHostServices
{
    /// <summary>The number of shards.</summary>
    public required ShardCount ShardCount { get; init; }

    /// <summary>Without it no reads are served.</summary>
    public required Lease Lease { get; init; }

    /// <summary>Loads entities.</summary>
    public required EntityLoader Loader { get; init; }

    /// <summary>Commits batches.</summary>
    public required BatchCommitter Committer { get; init; }

    /// <summary>Where snapshots go.</summary>
    public required ISnapshotStore Snapshots { get; init; }

    /// <summary>What is measured.</summary>
    public required NodeMetrics Metrics { get; init; }

    /// <summary>Called with what has become durable, before its replies leave.</summary>
    public required Action<IReadOnlyList<ShardCommit>> Published { get; init; }

    /// <summary>Called when another owner has taken a shard, with that owner's row and the epoch that is over.</summary>
    public required Action<ShardHead, Epoch> Fenced { get; init; }

    /// <summary>Called when a shard was given up for a fault of this node; it must be claimed anew.</summary>
    public required Action<ShardId> Abandoned { get; init; }

    /// <summary>Called when a commit failed in a way nobody has foreseen.</summary>
    public required Action<Exception> CommitFailed { get; init; }

    /// <summary>Called when snapshots could not be saved.</summary>
    public required Action<int, Exception> SnapshotsNotSaved { get; init; }
}
