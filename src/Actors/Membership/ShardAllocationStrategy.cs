using Actors.Journal;
using Actors.Sharding;

namespace Actors.Membership;

/// <summary>
/// Where each shard should be. Loads are even within one shard; a member keeps what it has, as long as that is not more than its part;
/// only what is too much, and what nobody has, finds a new home: the member with room that has the highest weight for the shard
/// (rendezvous hashing). A node that refuses a shard is no home for it; where that leaves no room, another one gets more than its part.
/// It asks nothing but its arguments, so nodes that see the same wish for the same.
/// </summary>
public static class ShardAllocationStrategy
{
    private static readonly ILookup<ShardId, NodeId> Nobody = Array.Empty<NodeId>().ToLookup(_ => default(ShardId));

    /// <summary>Gives each shard a home.</summary>
    /// <param name="nodes">Who may own shards, each once; their order does not matter.</param>
    /// <param name="shards">The rows of all shards, each once; the owner that a row names counts if it is among the nodes.</param>
    /// <param name="refused">The shards that cannot be served, with those of the nodes that cannot; <see langword="null"/> when there are none.</param>
    /// <returns>The home of every shard that some node does not refuse.</returns>
    public static IReadOnlyDictionary<ShardId, NodeId> Allocate(
        IReadOnlyList<NodeId> nodes, IReadOnlyList<ShardHead> shards, ILookup<ShardId, NodeId>? refused = null)
    {
        refused ??= Nobody;
        var homes = new Dictionary<ShardId, NodeId>(shards.Count);
        if (nodes.Count == 0)
        {
            return homes;
        }

        var held = nodes.ToDictionary(node => node, _ => new List<ShardId>());
        var homeless = new List<ShardId>();
        foreach (var row in shards)
        {
            var isHeld = NodeId.TryParse(row.Owner, out var owner) && held.ContainsKey(owner) && !refused[row.Shard].Contains(owner);
            (isHeld ? held[owner] : homeless).Add(row.Shard);
        }

        // What somebody refuses comes first: it has the fewest places to go to, and must not have to push others out again.
        var room = Parts(held, shards.Count);
        Keep(own => own.Where(shard => refused[shard].Any()), int.MaxValue);
        Place(homeless.Where(shard => refused[shard].Any()));
        Keep(own => own.Where(shard => !refused[shard].Any()), 0);
        Place(shards.Select(row => row.Shard).Where(shard => !refused[shard].Any() && !homes.ContainsKey(shard)));
        return homes;

        void Keep(Func<List<ShardId>, IEnumerable<ShardId>> which, int atLeast)
        {
            foreach (var (node, own) in held)
            {
                var kept = which(own).OrderByDescending(shard => Weight(shard, node)).ThenBy(shard => shard).Take(Math.Max(room[node], atLeast)).ToList();
                room[node] -= kept.Count;
                kept.ForEach(shard => homes.Add(shard, node));
            }
        }

        void Place(IEnumerable<ShardId> which)
        {
            foreach (var shard in which.Order().ToList())
            {
                if (HomeOf(shard, room, refused[shard]) is { } home)
                {
                    homes.Add(shard, home);
                    room[home]--;
                }
            }
        }
    }

    private static NodeId? HomeOf(ShardId shard, Dictionary<NodeId, int> room, IEnumerable<NodeId> refusing)
    {
        var able = room.Where(part => !refusing.Contains(part.Key)).ToList();
        return able.Count == 0
            ? null
            : able.OrderByDescending(part => part.Value > 0).ThenByDescending(part => part.Value > 0 ? 0 : part.Value)
                .ThenByDescending(part => Weight(shard, part.Key)).ThenBy(part => part.Key.Incarnation).First().Key;
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
