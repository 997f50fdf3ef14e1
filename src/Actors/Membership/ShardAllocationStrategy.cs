using Actors.Journal;
using Actors.Sharding;

namespace Actors.Membership;

/// <summary>
/// Where each shard should be. Loads are even within one shard; a member keeps what it has, as long as that is not more than its part;
/// only what is too much, and what nobody has, finds a new home: the member with room that has the highest weight for the shard
/// (rendezvous hashing). It asks nothing but its arguments, so nodes that see the same wish for the same.
/// </summary>
public static class ShardAllocationStrategy
{
    /// <summary>Gives each shard a home.</summary>
    /// <param name="nodes">Who may own shards, each once; their order does not matter.</param>
    /// <param name="shards">The rows of all shards, each once; the owner that a row names counts if it is among the nodes.</param>
    /// <returns>The home of every shard; empty when there are no nodes.</returns>
    public static IReadOnlyDictionary<ShardId, NodeId> Allocate(IReadOnlyList<NodeId> nodes, IReadOnlyList<ShardHead> shards)
    {
        var homes = new Dictionary<ShardId, NodeId>(shards.Count);
        if (nodes.Count == 0)
        {
            return homes;
        }

        var held = nodes.ToDictionary(node => node, _ => new List<ShardId>());
        var homeless = new List<ShardId>();
        foreach (var row in shards)
        {
            var isHeld = NodeId.TryParse(row.Owner, out var owner) && held.ContainsKey(owner);
            (isHeld ? held[owner] : homeless).Add(row.Shard);
        }

        var room = Parts(held, shards.Count);
        foreach (var (node, own) in held)
        {
            var kept = own.OrderByDescending(shard => Weight(shard, node)).ThenBy(shard => shard).Take(room[node]).ToHashSet();
            homeless.AddRange(own.Where(shard => !kept.Contains(shard)));
            room[node] -= kept.Count;
            foreach (var shard in kept)
            {
                homes.Add(shard, node);
            }
        }

        foreach (var shard in homeless.Order())
        {
            var home = room.Where(part => part.Value > 0).Select(part => part.Key)
                .OrderByDescending(node => Weight(shard, node)).ThenBy(node => node.Incarnation).First();
            homes.Add(shard, home);
            room[home]--;
        }

        return homes;
    }

    // Where the shards cannot be shared evenly, those that hold more now get one more, so that nothing moves for the sake of it. More
    // than the larger part counts as the larger part: else the order would change with each shard that is handed off.
    private static Dictionary<NodeId, int> Parts(Dictionary<NodeId, List<ShardId>> held, int shards)
    {
        var (smaller, larger) = Math.DivRem(shards, held.Count);
        return held
            .OrderByDescending(node => Math.Min(node.Value.Count, smaller + 1))
            .ThenByDescending(node => StableHash.Compute(node.Key.Name, string.Empty))
            .ThenBy(node => node.Key.Incarnation)
            .Select((node, place) => (node.Key, Part: place < larger ? smaller + 1 : smaller))
            .ToDictionary(part => part.Key, part => part.Part);
    }

    // By name, so that a node that comes back after an upgrade draws the shards that it had.
    private static ulong Weight(ShardId shard, NodeId node) => StableHash.Compute(node.Name, shard.ToString());
}
