using System.ComponentModel.DataAnnotations;
using Actors.Journal.Retention;
using Actors.Sharding;

namespace Actors.Runtime;

/// <summary>The limits of one node.</summary>
public sealed record ActorSystemOptions
{
    /// <summary>The node's name, recorded as the owner of its shards. Default: <c>node</c>.</summary>
    [Required]
    public string NodeName { get; init; } = "node";

    /// <summary>
    /// How many loops share the shards. Each decides on one core at a time and commits the work of its shards together, so that more
    /// loops mean smaller and dearer commits. Default 1, enough for some hundred thousand commands per second; a second one pays
    /// where one loop has a core all to itself and that core is busy.
    /// </summary>
    [Range(1, 64)]
    public int ShardHosts { get; init; } = 1;

    /// <summary>
    /// How many entities stay in memory on this node; beyond it the least recently used ones leave. Only entities with work in hand
    /// may exceed it. Default 100,000.
    /// </summary>
    [Range(16, 100_000_000)]
    public int EntityCountMax { get; init; } = 100_000;

    /// <summary>How many committed records of each shard a slow reader finds in memory at most; older ones it reads from the store. Default 2,000.</summary>
    [Range(1, 1_000_000)]
    public int RecentRecordsPerShard { get; init; } = 2_000;

    /// <summary>The limits of each shard.</summary>
    public ShardOptions Shards { get; init; } = new();

    /// <summary>How versioned projections run and are rebuilt.</summary>
    public ProjectionOptions Projections { get; init; } = new();

    /// <summary>What of the journal is removed in the background; nothing by default.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>How the node takes part in a cluster; <see langword="null"/> for a node that is alone and owns all shards.</summary>
    public ClusterOptions? Cluster { get; init; }

    /// <summary>
    /// How often what each projection was given is compared with the journal; the older the comparison, the longer the stretch in which a
    /// fault is looked for. Default 5 s; <see cref="TimeSpan.Zero"/> compares only when an operator asks.
    /// </summary>
    public TimeSpan AuditEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop may take before what is in hand is given up. Default 10 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
