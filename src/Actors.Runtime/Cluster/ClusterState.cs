using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Runtime.Cluster;

/// <summary>What a node knows of its cluster at one moment, for operators. A moment old: what counts is in the store.</summary>
/// <param name="Self">This life of the node; <see langword="null"/> while it has not joined, and for a node that is alone by its configuration.</param>
/// <param name="HasLease">Whether the node may serve reads.</param>
/// <param name="Members">Every member, this node included; none for a node that is alone.</param>
/// <param name="Shards">The rows of all shards: who owns each one, since which epoch, and its last record.</param>
public sealed record ClusterState(NodeId? Self, bool HasLease, IReadOnlyList<Member> Members, IReadOnlyList<ShardHead> Shards)
{
    /// <summary>Whether a shard's owner is a living member, as far as this node knows.</summary>
    public bool IsServed(ShardId shard) =>
        Shards[shard.Value].Owner is { } owner && Members.Any(m => m.Status < MemberStatus.Down && m.Id.ToString() == owner);

    /// <summary>What is known before the first view.</summary>
    public static ClusterState Unknown { get; } = new(null, false, [], []);
}
