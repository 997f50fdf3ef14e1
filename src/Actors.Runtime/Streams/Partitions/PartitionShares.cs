using Actors.Journal;
using Actors.Membership;
using Actors.Runtime.Cluster;
using Actors.Sharding;

namespace Actors.Runtime.Streams.Partitions;

/// <summary>
/// Shares the partitions of an input among the nodes of the cluster, as shards without an owner would be: evenly, and by the nodes' names. It rests on
/// nothing but who is up and owns shards, so nodes that see the same members share in the same way and need not agree. Thread-safe.
/// </summary>
/// <param name="cluster">What this node knows of its cluster; <see langword="null"/> for a node that is alone.</param>
internal sealed class PartitionShares(Func<ClusterState>? cluster)
{
    private volatile Known? _last;

    /// <summary>The partitions of this node, ascending.</summary>
    public IReadOnlyList<int> Of(int partitions)
    {
        if (cluster is null)
        {
            return [.. Enumerable.Range(0, partitions)];
        }

        var state = cluster();
        if (state.Self is not { } self)
        {
            return [];
        }

        NodeId[] nodes = [.. state.Members.Where(m => m.Status == MemberStatus.Up && m.Roles.HasFlag(MemberRoles.Shards)).Select(m => m.Id)];
        if (_last is { } last && last.Self == self && last.Partitions == partitions && last.Nodes.AsSpan().SequenceEqual(nodes))
        {
            return last.Share;
        }

        var homes = ShardAllocationStrategy.Allocate(
            nodes, [.. Enumerable.Range(0, partitions).Select(p => new ShardHead(new ShardId(p), null, Epoch.None, SequenceNumber.None))]);
        IReadOnlyList<int> share = [.. homes.Where(h => h.Value == self).Select(h => h.Key.Value).Order()];
        _last = new Known(self, partitions, nodes, share);
        return share;
    }

    private sealed record Known(NodeId Self, int Partitions, NodeId[] Nodes, IReadOnlyList<int> Share);
}
