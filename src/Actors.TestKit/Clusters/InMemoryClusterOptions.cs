using Actors.Journal;
using Actors.Membership;
using Actors.Projections;
using Actors.Runtime;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.TestKit.Clusters;

/// <summary>How an <see cref="InMemoryCluster"/> is made.</summary>
public sealed record InMemoryClusterOptions
{
    /// <summary>The number of shards. Default 16.</summary>
    public ShardCount ShardCount { get; init; } = new(16);

    /// <summary>The limits of each node; its name and its cluster options are the cluster's to set.</summary>
    public ActorSystemOptions System { get; init; } = new() { StopTimeout = TimeSpan.FromSeconds(20) };

    /// <summary>
    /// The times of the cluster. By default a lease of 2 s: a busy machine on which many tests run must not let nodes be taken for dead.
    /// A test of a failure that need not wait for the lease takes a shorter one.
    /// </summary>
    public MembershipOptions Times { get; init; } = new()
    {
        HeartbeatInterval = TimeSpan.FromMilliseconds(250),
        Lease = TimeSpan.FromSeconds(2),
        LeaseMargin = TimeSpan.FromMilliseconds(400),
    };

    /// <summary>Makes the read models of a node from its way to the store. None by default.</summary>
    public Func<IJournalStore, IReadOnlyList<IProjection>> Projections { get; init; } = static _ => [];

    /// <summary>Makes the logs of the node of a name; <see langword="null"/> writes none.</summary>
    public Func<string, ILoggerFactory>? Loggers { get; init; }
}
