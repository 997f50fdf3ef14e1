using Actors.Journal;
using Actors.Runtime.Cluster;

namespace Actors.Runtime.Sharding;

/// <summary>Decides, for as long as the node runs, which shards are this node's, and makes it so.</summary>
internal interface IShardOwnership
{
    /// <summary>What the node knows of its cluster.</summary>
    ClusterState State { get; }

    /// <summary>Begins to own shards.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    Task Start(CancellationToken cancellationToken);

    /// <summary>Gives every shard to others, in order, and owns none from then on. A second call does nothing.</summary>
    Task Leave(CancellationToken cancellationToken);
}
