using Actors.Journal;
using Actors.Membership;
using Actors.Runtime.Sharding;
using Actors.Schema;

namespace Actors.Runtime.Cluster;

/// <summary>What the loop of a cluster's member works with.</summary>
/// <param name="Options">How the node takes part.</param>
/// <param name="NodeName">Its name.</param>
/// <param name="Model">The application.</param>
/// <param name="Rehearsal">What the node does before it takes shards.</param>
/// <param name="Membership">The table of nodes.</param>
/// <param name="Journal">Where shards are claimed.</param>
/// <param name="Link">The way to other nodes; <see langword="null"/> where there is none.</param>
/// <param name="Shards">The shards of this node.</param>
/// <param name="Homes">Where all shards live.</param>
/// <param name="Node">The rest of the node.</param>
internal sealed record ClusterServices(
    ClusterOptions Options,
    string NodeName,
    ActorModel Model,
    Rehearsal Rehearsal,
    IMembershipStore Membership,
    IJournal Journal,
    INodeLink? Link,
    LocalShards Shards,
    ShardHomes Homes,
    RegionServices Node);
