using System.ComponentModel.DataAnnotations;

namespace Actors.Runtime;

/// <summary>How a node runs and rebuilds its versioned projections.</summary>
public sealed record ProjectionOptions
{
    /// <summary>
    /// How many records per second all rebuilds of this node read together, so that live traffic keeps its latency; 0 for as many as they
    /// can. It must be above the rate of live records, or a build never catches up. Default 20,000.
    /// </summary>
    [Range(0, 100_000_000)]
    public int RebuildRecordsPerSecond { get; init; } = 20_000;

    /// <summary>How many transactions of one rebuild run at once on this node, each for shards of its own. Where the store has one writer it is 1. Default 2.</summary>
    [Range(1, 64)]
    public int RebuildParallelism { get; init; } = 2;

    /// <summary>How many records one transaction of a rebuild takes at most. Default 8,000.</summary>
    [Range(1, 100_000)]
    public int RebuildBatchMax { get; init; } = 8_000;

    /// <summary>A build has caught up when it is no more records than this behind the active one, over all shards. Default 2,000.</summary>
    [Range(0, 10_000_000)]
    public int CaughtUpLag { get; init; } = 2_000;

    /// <summary>How often a node looks whether another one has paused, resumed, switched or rebuilt something. Default 500 ms.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a switch or a comparison waits until both builds have one offset in every shard. Default 10 s.</summary>
    public TimeSpan SwitchPatience { get; init; } = TimeSpan.FromSeconds(10);
}
