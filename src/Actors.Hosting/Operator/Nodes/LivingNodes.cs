using Actors.Hosting.Http.Problems;
using Actors.Membership;
using Actors.Runtime;

namespace Actors.Hosting.Operator.Nodes;

/// <summary>Who lives in the cluster, as this node knows it. A node that is alone, or has left, still knows itself.</summary>
internal sealed class LivingNodes(ActorSystem system, string self)
{
    /// <summary>The nodes by name; of a name with several lives the last one.</summary>
    public IReadOnlyList<LivingNode> All =>
    [
        .. system.Cluster.Members.Where(m => m.Status < MemberStatus.Down && m.Id.Name != self)
            .GroupBy(m => m.Id.Name, StringComparer.Ordinal)
            .Select(lives => lives.MaxBy(m => m.Id.Incarnation)!)
            .Select(m => new LivingNode(m.Id.Name, m.HttpAddress, IsSelf: false))
            .Append(new LivingNode(self, null, IsSelf: true))
            .OrderBy(n => n.Name, StringComparer.Ordinal),
    ];

    /// <summary>The node of a name.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public LivingNode Named(string name)
    {
        var all = All;
        return all.FirstOrDefault(n => n.Name == name) ?? throw Refusals.UnknownNode(name, all.Select(n => n.Name));
    }

    /// <summary>The node that owns an entity's shard; this one for a node that is alone.</summary>
    /// <exception cref="ProblemException">Nobody owns it at the moment.</exception>
    public LivingNode OwnerOf(EntityKey entity)
    {
        var cluster = system.Cluster;
        if (cluster.Members.Count == 0)
        {
            return Named(self);
        }

        var shard = system.Store.Journal.ShardCount.ShardOf(entity);
        return NodeId.TryParse(cluster.Shards[shard.Value].Owner, out var owner) && cluster.IsServed(shard)
            ? Named(owner.Name)
            : throw Refusals.NodeSilent($"shard {shard} of {entity}", "has no living owner at the moment; try again soon");
    }
}
