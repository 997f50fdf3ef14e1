using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Membership;

/// <summary>What holds for every cluster and every state of its shards.</summary>
public sealed class ShardAllocationStrategyTests
{
    /// <summary>Some nodes, and shards that are owned by them, by nobody or by a stranger.</summary>
    private static readonly Gen<(NodeId[] Nodes, ShardHead[] Shards)> Clusters =
        from count in Gen.Choose(1, 9)
        from shards in Gen.Choose(1, 130)
        from owners in Gen.Choose(-2, count - 1).ArrayOf(shards)
        select (Nodes(count), owners.Select((owner, shard) => Row(shard, Owner(owner))).ToArray());

    private static readonly Gen<(int Nodes, int Shards)> Sizes =
        from nodes in Gen.Choose(1, 9)
        from shards in Gen.Choose(1, 130)
        select (nodes, shards);

    [Fact]
    public void Every_shard_has_a_home_and_loads_are_even_within_one() => Property.Holds(Clusters, cluster =>
    {
        var homes = ShardAllocationStrategy.Allocate(cluster.Nodes, cluster.Shards);
        Assert.Equal(cluster.Shards.Select(row => row.Shard), homes.Keys.Order());
        var loads = cluster.Nodes.Select(node => homes.Values.Count(home => home == node)).ToList();
        Assert.InRange(loads.Max() - loads.Min(), 0, 1);
    });

    [Fact]
    public void Without_nodes_no_shard_has_a_home() => Assert.Empty(ShardAllocationStrategy.Allocate([], [Row(1, null)]));

    [Fact]
    public void The_order_of_nodes_and_shards_does_not_matter() => Property.Holds(Clusters, cluster =>
        Assert.Equal(
            ShardAllocationStrategy.Allocate(cluster.Nodes, cluster.Shards).OrderBy(home => home.Key),
            ShardAllocationStrategy.Allocate([.. cluster.Nodes.Reverse()], [.. cluster.Shards.Reverse()]).OrderBy(home => home.Key)));

    [Fact]
    public void A_node_loses_no_more_than_what_is_above_its_part() => Property.Holds(Clusters, cluster =>
    {
        var homes = ShardAllocationStrategy.Allocate(cluster.Nodes, cluster.Shards);
        foreach (var node in cluster.Nodes)
        {
            var held = cluster.Shards.Where(row => row.Owner == node.ToString()).ToList();
            var part = homes.Values.Count(home => home == node);
            Assert.Equal(Math.Min(held.Count, part), held.Count(row => homes[row.Shard] == node));
        }
    });

    [Fact]
    public void What_is_as_it_should_be_stays() => Property.Holds(Clusters, cluster =>
    {
        var homes = ShardAllocationStrategy.Allocate(cluster.Nodes, cluster.Shards);
        Assert.Equal(homes, ShardAllocationStrategy.Allocate(cluster.Nodes, Settled(homes)));
    });

    [Fact]
    public void No_shard_is_given_to_a_node_that_refuses_it_and_what_somebody_takes_comes_to_rest() => Property.Holds(
        from cluster in Clusters
        from refusals in Gen.Choose(0, 2).ArrayOf(cluster.Nodes.Length * cluster.Shards.Length)
        select (cluster.Nodes, cluster.Shards, refusals),
        sample =>
        {
            var (nodes, shards) = (sample.Nodes, sample.Shards);
            var refused = shards.SelectMany((row, shard) => nodes.Where((_, node) => sample.refusals[(shard * nodes.Length) + node] == 0).Select(node => (row.Shard, node)))
                .ToLookup(refusal => refusal.Shard, refusal => refusal.node);
            var homes = ShardAllocationStrategy.Allocate(nodes, shards, refused);
            Assert.All(homes, home => Assert.DoesNotContain(home.Value, refused[home.Key]));
            Assert.Equal(shards.Select(row => row.Shard).Where(shard => refused[shard].Count() < nodes.Length), homes.Keys.Order());
            var next = ShardAllocationStrategy.Allocate(nodes, Settled(shards, homes), refused);
            var last = ShardAllocationStrategy.Allocate(nodes, Settled(shards, next), refused);
            Assert.Equal(last, ShardAllocationStrategy.Allocate(nodes, Settled(shards, last), refused));
        });

    [Fact]
    public void A_node_that_joins_takes_its_part_and_nothing_else_moves() => Property.Holds(Sizes, sizes =>
    {
        var before = ShardAllocationStrategy.Allocate(Nodes(sizes.Nodes), [.. Enumerable.Range(0, sizes.Shards).Select(shard => Row(shard, null))]);
        var after = ShardAllocationStrategy.Allocate(Nodes(sizes.Nodes + 1), Settled(before));
        var moved = before.Where(home => after[home.Key] != home.Value).ToList();
        Assert.All(moved, home => Assert.Equal(Nodes(sizes.Nodes + 1)[^1], after[home.Key]));
        Assert.InRange(moved.Count, 0, ((sizes.Shards - 1) / (sizes.Nodes + 1)) + 1);
    });

    [Fact]
    public void When_a_node_is_gone_only_its_shards_move() => Property.Holds(Sizes, sizes =>
    {
        var nodes = Nodes(sizes.Nodes + 1);
        var before = ShardAllocationStrategy.Allocate(nodes, [.. Enumerable.Range(0, sizes.Shards).Select(shard => Row(shard, null))]);
        var after = ShardAllocationStrategy.Allocate(nodes[..^1], Settled(before));
        Assert.All(before.Where(home => home.Value != nodes[^1]), home => Assert.Equal(home.Value, after[home.Key]));
    });

    [Fact]
    public void A_node_that_comes_back_under_its_name_draws_what_it_had()
    {
        var rows = Enumerable.Range(0, 64).Select(shard => Row(shard, null)).ToArray();
        var before = ShardAllocationStrategy.Allocate(Nodes(3), rows);
        NodeId[] restarted = [.. Nodes(2), new NodeId(Nodes(3)[2].Name, 99)];
        Assert.Equal(before.Where(home => home.Value == Nodes(3)[2]).Select(home => home.Key), ShardAllocationStrategy.Allocate(restarted, Settled(before))
            .Where(home => home.Value == restarted[2]).Select(home => home.Key).Order().ToList());
    }

    /// <summary>Moves go one by one, each decided anew from what is at that moment: this must not make more of them.</summary>
    [Fact]
    public void Moves_that_are_made_one_by_one_in_any_order_come_to_an_end_after_few() => Property.Holds(
        from sizes in Sizes
        from seed in Gen.Choose(0, int.MaxValue)
        select (sizes, seed),
        sample =>
        {
            var ((count, shards), chance) = (sample.sizes, (long)sample.seed);
            var rows = Settled(ShardAllocationStrategy.Allocate(Nodes(count), [.. Enumerable.Range(0, shards).Select(shard => Row(shard, null))]));
            var (nodes, moves) = (Nodes(count + 1), 0);
            while (true)
            {
                var homes = ShardAllocationStrategy.Allocate(nodes, rows);
                var due = rows.Where(row => row.Owner != homes[row.Shard].ToString()).ToList();
                if (due.Count == 0)
                {
                    break;
                }

                chance = ((chance * 1_103_515_245) + 12_345) & int.MaxValue;
                var next = due[(int)((chance >> 8) % due.Count)];
                moves += next.Owner is null ? 1 : 0;
                rows[next.Shard.Value] = Row(next.Shard.Value, next.Owner is null ? homes[next.Shard] : null);
                Assert.InRange(moves, 0, ((shards - 1) / nodes.Length) + 2);
            }
        });

    private static NodeId[] Nodes(int count) => [.. Enumerable.Range(0, count).Select(i => new NodeId($"node-{(char)('a' + i)}", i + 1))];

    private static NodeId? Owner(int number) => number switch
    {
        -2 => null,
        -1 => new NodeId("stranger", 77),
        _ => Nodes(number + 1)[number],
    };

    private static ShardHead Row(int shard, NodeId? owner) => new(new ShardId(shard), owner?.ToString(), new Epoch(1), SequenceNumber.None);

    private static ShardHead[] Settled(ShardHead[] rows, IReadOnlyDictionary<ShardId, NodeId> homes) =>
        [.. rows.Select(row => Row(row.Shard.Value, homes.TryGetValue(row.Shard, out var home) ? home : null))];

    private static ShardHead[] Settled(IReadOnlyDictionary<ShardId, NodeId> homes) =>
        [.. homes.OrderBy(home => home.Key).Select(home => Row(home.Key.Value, home.Value))];
}
