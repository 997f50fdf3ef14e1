using Actors.Sharding;

namespace Actors.Tests.Membership;

/// <summary>How many shards move at once, and what a node does that cannot serve one.</summary>
public sealed class ShardMoveTests
{
    [Fact]
    public void Shards_go_to_a_new_node_a_few_at_a_time_and_the_rest_is_served_meanwhile()
    {
        var world = ClusterWorld.Settled(1, shards: 64);
        world.Add("node-z");
        var (steps, before) = (new List<int>(), world.Nodes[0].HandOffs);
        world.RunUntil(() =>
        {
            steps.Add(world.Nodes[0].HandOffs - before);
            before = world.Nodes[0].HandOffs;
            return world.OwnedBy(world.Nodes[1]).Length == 32;
        });
        Assert.Equal(4, steps.Max());
        Assert.Equal(32, world.Nodes[0].Served.Count);
    }

    [Fact]
    public void A_large_journal_moves_in_larger_steps()
    {
        var world = ClusterWorld.Settled(1, shards: 640);
        world.Add("node-z");
        var (steps, before) = (new List<int>(), world.Nodes[0].HandOffs);
        world.RunUntil(() =>
        {
            steps.Add(world.Nodes[0].HandOffs - before);
            before = world.Nodes[0].HandOffs;
            return world.OwnedBy(world.Nodes[1]).Length == 320;
        });
        Assert.Equal(40, steps.Max());
    }

    [Fact]
    public void A_shard_that_a_node_refuses_goes_to_another_and_its_other_shards_stay()
    {
        var world = ClusterWorld.Settled(3);
        var refusing = world.Nodes[1];
        var kept = world.OwnedBy(refusing);
        refusing.Machine.Refuse(kept[0]);
        world.Run(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(kept[0], refusing.Served.Keys);
        Assert.All(kept.Skip(1), shard => Assert.Contains(shard, refusing.Served.Keys));
        Assert.Equal(world.Shards.Select(row => row.Shard), world.Nodes.SelectMany(node => node.Served.Keys).Order());
    }

    [Fact]
    public void What_a_node_refuses_before_it_is_up_never_comes_to_it()
    {
        var world = ClusterWorld.Settled(2);
        var joined = world.Add("node-z");
        for (var shard = 0; shard < 10; shard++)
        {
            joined.Machine.Refuse(new ShardId(shard));
        }

        for (var i = 0; i < 300; i++)
        {
            world.Run(TimeSpan.FromMilliseconds(10));
            Assert.All(joined.Served.Keys, shard => Assert.InRange(shard.Value, 10, 11));
        }

        Assert.Equal(2, joined.Served.Count);
        Assert.Equal(world.Shards.Select(row => row.Shard), world.Nodes.SelectMany(node => node.Served.Keys).Order());
    }

    [Fact]
    public void A_shard_that_every_node_refuses_is_served_by_nobody_and_hinders_no_other()
    {
        var world = ClusterWorld.Settled(2);
        world.Nodes.ForEach(node => node.Machine.Refuse(new ShardId(3)));
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Null(world.Shards[3].Owner);
        Assert.Equal(11, world.Nodes.Sum(node => node.Served.Count));
        world.Add("node-z");
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Contains(new ShardId(3), world.Nodes[2].Served.Keys);
    }

    [Fact]
    public void A_later_life_of_the_same_process_refuses_what_the_earlier_one_did()
    {
        var world = ClusterWorld.Settled(2);
        var refusing = world.Nodes[0];
        refusing.Machine.Refuse(new ShardId(3));
        refusing.IsPaused = true;
        world.Run(TimeSpan.FromSeconds(5));
        refusing.IsPaused = false;
        world.Run(TimeSpan.FromSeconds(5));
        Assert.NotEmpty(refusing.Served);
        Assert.DoesNotContain(new ShardId(3), refusing.Served.Keys);
    }
}
