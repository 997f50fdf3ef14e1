using Actors.Journal;
using Actors.Runtime.Cluster;

namespace Actors.Runtime.Sharding;

/// <summary>Decides, for as long as the node runs, which shards are this node's, and makes it so.</summary>
internal interface IShardOwnership
{
    /// <summary>What the node knows of its cluster.</summary>
    ClusterState State { get; }

    /// <summary>Does what can be done before the node owns shards, so that those wait for nothing.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    Task Prepare(CancellationToken cancellationToken);

    /// <summary>Begins to own shards.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    Task Start(CancellationToken cancellationToken);

    /// <summary>Gives every shard to others, in order, and owns none from then on. A second call does nothing more.</summary>
    /// <returns>Whether that came to its end: <see langword="false"/> when the store was away so long that others have taken the shards.</returns>
    Task<bool> Leave(CancellationToken cancellationToken);
}
