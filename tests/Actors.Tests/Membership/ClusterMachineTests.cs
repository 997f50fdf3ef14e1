using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Tests.Membership;

/// <summary>Each rule of membership and ownership, by example.</summary>
public sealed class ClusterMachineTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void A_node_that_is_alone_joins_and_claims_all_shards_at_once()
    {
        var world = new ClusterWorld(1);
        world.Run(TimeSpan.FromMilliseconds(20));
        Assert.Equal(12, world.Nodes[0].Served.Count);
        Assert.Equal(MemberStatus.Up, world.StatusOf(world.Nodes[0].Machine.Self!.Value));
    }

    [Fact]
    public void A_node_without_the_role_owns_no_shards()
    {
        var world = new ClusterWorld(2);
        world.Nodes[0].Roles = MemberRoles.None;
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Empty(world.Nodes[0].Served);
        Assert.Equal(12, world.Nodes[1].Served.Count);
    }

    [Fact]
    public void The_lease_counts_from_the_sending_of_a_heartbeat_and_ends_before_others_may_act()
    {
        var (machine, actions) = (new ClusterMachine(new MembershipOptions()), new ClusterActions());
        machine.Joined(new NodeId("a", 1));
        var (sentAt, now) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.5));
        machine.Beaten(new ClusterWorld(0).WithMember(new NodeId("a", 1)), sentAt, now, actions);
        Assert.True(machine.HasLease(sentAt + TimeSpan.FromMilliseconds(799)));
        Assert.False(machine.HasLease(sentAt + TimeSpan.FromMilliseconds(800)));
        machine.Tick(sentAt + TimeSpan.FromMilliseconds(799), [], actions);
        Assert.False(actions.IsLeaseLost);
        actions.Clear();
        machine.Tick(sentAt + TimeSpan.FromMilliseconds(800), [], actions);
        Assert.True(actions.IsLeaseLost);
    }

    [Fact]
    public void A_heartbeat_answered_after_its_lease_gives_none()
    {
        var (machine, actions) = (new ClusterMachine(new MembershipOptions()), new ClusterActions());
        machine.Ready();
        machine.Joined(new NodeId("a", 1));
        machine.Beaten(new ClusterWorld(0, 2).WithMember(new NodeId("a", 1)), TimeSpan.Zero, TimeSpan.FromSeconds(2), actions);
        Assert.False(machine.HasLease(TimeSpan.FromSeconds(2)));
        Assert.Empty(actions.Claims);
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public void A_node_that_has_asked_to_be_removed_serves_no_shard_that_a_late_claim_brings()
    {
        // Seeds 2468 and 3871 of the simulator: the answer of a claim was lost, and the claim itself won after the node had asked.
        var (machine, actions) = (new ClusterMachine(new MembershipOptions()), new ClusterActions());
        var self = new NodeId("a", 1);
        machine.Joined(self);
        machine.Leave();
        var view = new ClusterWorld(0, 2).WithMember(self);
        view = view with { Members = [.. view.Members.Select(member => member with { Status = MemberStatus.Leaving })] };
        machine.Beaten(view, TimeSpan.Zero, TimeSpan.Zero, actions);
        Assert.Contains(new MemberMove(self, MemberStatus.Removed), actions.Moves);
        var late = new ShardClaim(view.Shards[0] with { Owner = self.ToString(), Epoch = view.Shards[0].Epoch.Next }, null);
        Assert.Empty(machine.Claimed(self, [view.Shards[0]], [late]));
    }

    [Fact]
    public void A_killed_nodes_shards_are_served_by_the_others_soon_after_its_lease()
    {
        var world = ClusterWorld.Settled(3);
        var killed = world.Nodes[1];
        killed.IsPaused = true;
        world.Run(Lease - Heartbeat);
        Assert.Equal(4, world.OwnedBy(killed).Length);
        var took = world.RunUntil(() => world.OwnedBy(killed).Length == 0);
        Assert.InRange(took, TimeSpan.Zero, 2 * Heartbeat + TimeSpan.FromMilliseconds(50));
        Assert.Equal([6, 6], new[] { world.Nodes[0], world.Nodes[2] }.Select(node => node.Served.Count));
    }

    [Fact]
    public void A_node_that_wakes_after_its_shards_moved_gives_them_up_and_rejoins_with_a_new_incarnation()
    {
        var world = ClusterWorld.Settled(3);
        var frozen = world.Nodes[1];
        var (before, epochs) = (frozen.Machine.Self!.Value, frozen.Served.ToDictionary());
        frozen.IsPaused = true;
        world.Run(TimeSpan.FromSeconds(5));
        Assert.False(frozen.HasLease);
        frozen.IsPaused = false;
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(epochs.Keys.Order(), frozen.Lost.Select(lost => lost.Shard).Order());
        Assert.All(frozen.Lost, lost => Assert.True(lost.Row.Epoch > lost.Epoch, $"{lost} names who has it now"));
        Assert.True(frozen.Machine.Self!.Value.Incarnation > before.Incarnation, "a new life");
        Assert.All(world.Nodes, node => Assert.Equal(4, node.Served.Count));
    }

    [Fact]
    public void A_short_pause_costs_nothing()
    {
        var world = ClusterWorld.Settled(3);
        world.Nodes[1].IsPaused = true;
        world.Run(TimeSpan.FromMilliseconds(700));
        world.Nodes[1].IsPaused = false;
        world.Run(TimeSpan.FromSeconds(3));
        Assert.All(world.Nodes, node => Assert.Empty(node.Lost));
    }

    [Fact]
    public void After_an_outage_of_the_store_nobody_is_declared_dead_and_no_shard_moves()
    {
        var world = ClusterWorld.Settled(3);
        var before = world.Shards.ToArray();
        world.IsStoreAway = true;
        world.Run(TimeSpan.FromSeconds(30));
        Assert.All(world.Nodes, node => Assert.False(node.HasLease));
        Assert.All(world.Nodes, node => Assert.Equal(1, node.LeasesLost));
        world.IsStoreAway = false;
        world.Nodes[1].IsCutOff = true;
        world.Run(TimeSpan.FromMilliseconds(600));
        world.Nodes[1].IsCutOff = false;
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(before, world.Shards);
    }

    [Fact]
    public void Who_does_not_come_back_after_an_outage_is_declared_dead_one_lease_later()
    {
        var world = ClusterWorld.Settled(3);
        world.IsStoreAway = true;
        world.Nodes[2].IsPaused = true;
        world.Run(TimeSpan.FromSeconds(10));
        world.IsStoreAway = false;
        var took = world.RunUntil(() => world.OwnedBy(world.Nodes[2]).Length == 0);
        Assert.InRange(took, Lease, Lease + (3 * Heartbeat));
    }

    [Fact]
    public void Members_are_judged_by_their_own_lease_and_not_by_that_of_the_one_who_judges()
    {
        var world = new ClusterWorld(2);
        var slow = world.Add("node-s", new MembershipOptions { HeartbeatInterval = 10 * Heartbeat, Lease = 10 * Lease, LeaseMargin = 2 * Lease });
        world.Run(TimeSpan.FromMinutes(1));
        Assert.All(world.Nodes, node => Assert.Equal((4, 0), (node.Served.Count, node.Lost.Count)));
        slow.IsPaused = true;
        world.RunUntil(() => world.OwnedBy(slow).Length == 0);
        Assert.False(slow.HasLease);
        world.Nodes[0].IsPaused = true;
        Assert.InRange(world.RunUntil(() => world.OwnedBy(world.Nodes[0]).Length == 0), TimeSpan.Zero, 2 * Lease);
    }

    [Fact]
    public void After_an_outage_of_the_store_a_member_has_a_lease_of_its_own_to_tell_that_it_lives()
    {
        var world = new ClusterWorld(2);
        world.Add("node-s", new MembershipOptions { HeartbeatInterval = 10 * Heartbeat, Lease = 10 * Lease, LeaseMargin = 2 * Lease });
        world.Run(TimeSpan.FromMinutes(1));
        var before = world.Shards.ToArray();
        world.IsStoreAway = true;
        world.Run(TimeSpan.FromSeconds(33));
        world.IsStoreAway = false;
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(before, world.Shards);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_jump_of_the_stores_clock_moves_no_shard_and_hides_no_death(int seconds)
    {
        var world = ClusterWorld.Settled(3);
        var before = world.Shards.ToArray();
        world.ClockError = TimeSpan.FromSeconds(seconds);
        world.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(before, world.Shards);
        world.Nodes[0].IsPaused = true;
        world.Run(TimeSpan.FromMilliseconds(300));
        world.ClockError = TimeSpan.Zero;
        Assert.InRange(world.RunUntil(() => world.OwnedBy(world.Nodes[0]).Length == 0), TimeSpan.Zero, 2 * Lease);
    }

    [Fact]
    public void A_member_that_most_others_do_not_reach_is_down_after_a_while_and_its_shards_wait_for_its_lease()
    {
        var world = ClusterWorld.Settled(4);
        var (lonely, before) = (world.Nodes[1], world.Nodes[1].Machine.Self!.Value);
        world.Nodes[0].Unreachable.Add(lonely);
        world.Nodes[2].Unreachable.Add(lonely);
        lonely.Unreachable.Add(world.Nodes[3]);
        world.Run(TimeSpan.FromSeconds(2.5));
        Assert.Equal(MemberStatus.Up, world.StatusOf(before));
        world.RunUntil(() => world.StatusOf(before) == MemberStatus.Down);
        world.Nodes[0].Unreachable.Clear();
        world.Nodes[2].Unreachable.Clear();
        lonely.IsPaused = true;
        Assert.NotEmpty(world.OwnedBy(before));
        Assert.InRange(world.RunUntil(() => world.OwnedBy(before).Length == 0), Lease / 2, 2 * Lease);
        Assert.False(lonely.HasLease);
    }

    [Fact]
    public void A_member_that_a_minority_does_not_reach_stays()
    {
        var world = ClusterWorld.Settled(4);
        world.Nodes[0].Unreachable.Add(world.Nodes[1]);
        world.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(MemberStatus.Up, world.StatusOf(world.Nodes[1].Machine.Self!.Value));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Of_two_that_do_not_reach_each_other_the_elder_stays(bool elderReports, bool youngerReports)
    {
        var world = ClusterWorld.Settled(2);
        var lives = world.Nodes.Select(node => node.Machine.Self!.Value).ToArray();
        Report(world.Nodes[0], world.Nodes[1], elderReports);
        Report(world.Nodes[1], world.Nodes[0], youngerReports);
        world.RunUntil(() => world.StatusOf(lives[1]) == MemberStatus.Down);
        world.Nodes[1].IsPaused = true;
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(MemberStatus.Up, world.StatusOf(lives[0]));
        Assert.Equal(12, world.Nodes[0].Served.Count);
    }

    [Fact]
    public void Of_two_halves_that_do_not_reach_each_other_one_stays_whole()
    {
        var world = ClusterWorld.Settled(4);
        var lives = world.Nodes.Select(node => node.Machine.Self!.Value).ToArray();
        foreach (var (one, other) in new[] { (0, 2), (0, 3), (1, 2), (1, 3) })
        {
            Report(world.Nodes[one], world.Nodes[other], true);
            Report(world.Nodes[other], world.Nodes[one], true);
        }

        world.RunUntil(() => lives.Count(life => world.StatusOf(life) == MemberStatus.Down) == 2);
        Assert.Equal([MemberStatus.Up, MemberStatus.Up], lives[..2].Select(life => world.StatusOf(life)!.Value));
    }

    [Fact]
    public void A_node_that_leaves_hands_all_shards_off_and_is_gone()
    {
        var world = ClusterWorld.Settled(3);
        var (leaving, life) = (world.Nodes[0], world.Nodes[0].Machine.Self!.Value);
        leaving.Machine.Leave();
        var took = world.RunUntil(() => leaving.HasLeft);
        Assert.InRange(took, TimeSpan.Zero, 3 * Heartbeat);
        Assert.Null(world.StatusOf(life));
        Assert.Empty(leaving.Lost);
        world.Run(2 * Heartbeat);
        Assert.Equal([6, 6], world.Nodes.Skip(1).Select(node => node.Served.Count));
    }

    [Fact]
    public void The_last_node_releases_everything_and_is_gone()
    {
        var world = ClusterWorld.Settled(1);
        world.Nodes[0].Machine.Leave();
        world.RunUntil(() => world.Nodes[0].HasLeft);
        Assert.All(world.Shards, row => Assert.Null(row.Owner));
    }

    [Fact]
    public void A_node_that_leaves_stays_until_its_last_shard_is_handed_off()
    {
        var world = ClusterWorld.Settled(2);
        world.Nodes[0].IsBusy = true;
        var before = world.Nodes[0].HandOffs;
        world.Nodes[0].Machine.Leave();
        world.Run(TimeSpan.FromSeconds(5));
        Assert.False(world.Nodes[0].HasLeft);
        Assert.Equal(before + 4, world.Nodes[0].HandOffs);
        Assert.Equal(6, world.Nodes[0].Served.Count);
    }

    [Fact]
    public void A_node_that_never_joined_leaves_at_once()
    {
        var world = new ClusterWorld(1) { IsStoreAway = true };
        world.Run(TimeSpan.FromSeconds(1));
        world.Nodes[0].Machine.Leave();
        world.Run(TimeSpan.FromSeconds(1));
        Assert.True(world.Nodes[0].HasLeft);
    }

    [Fact]
    public void A_fourth_node_takes_a_quarter_and_nothing_else_moves()
    {
        var world = ClusterWorld.Settled(3, shards: 64);
        var before = world.Shards.ToArray();
        var joined = world.Add("node-z");
        world.Run(TimeSpan.FromSeconds(3));
        var moved = world.Shards.Where(row => row.Owner != before[row.Shard.Value].Owner).ToList();
        Assert.Equal(16, moved.Count);
        Assert.All(moved, row => Assert.Equal(joined.Machine.Self.ToString(), row.Owner));
        Assert.All(moved, row => Assert.Equal(before[row.Shard.Value].Epoch.Next, row.Epoch));
    }

    [Fact]
    public void A_process_that_starts_again_has_its_shards_back_at_once()
    {
        var world = ClusterWorld.Settled(3);
        world.Nodes[1].Restart();
        world.Run(TimeSpan.FromMilliseconds(300));
        Assert.All(world.Nodes, node => Assert.Equal(4, node.Served.Count));
        Assert.All(world.Nodes, node => Assert.Empty(node.Lost));
    }

    [Fact]
    public void A_claim_whose_answer_was_lost_is_made_again()
    {
        var world = new ClusterWorld(1);
        world.Nodes[0].LosesClaims = true;
        world.Run(TimeSpan.FromMilliseconds(600));
        Assert.Empty(world.Nodes[0].Served);
        world.Nodes[0].LosesClaims = false;
        world.Run(2 * Heartbeat);
        Assert.Equal(world.Shards.Select(row => row.Epoch), world.Nodes[0].Served.OrderBy(held => held.Key).Select(held => held.Value));
    }

    [Fact]
    public void A_shard_that_was_fenced_is_claimed_anew()
    {
        var world = ClusterWorld.Settled(1);
        var stranger = world.TryClaim(world.Shards[3], new NodeId("stranger", 50))!;
        world.Nodes[0].Machine.Fenced(new ShardId(3), world.Nodes[0].Served[new ShardId(3)]);
        world.Run(TimeSpan.FromMilliseconds(50));
        Assert.Equal(stranger.Head.Epoch.Next, world.Nodes[0].Served[new ShardId(3)]);
    }

    [Fact]
    public void What_a_life_claimed_that_is_over_is_not_served()
    {
        var machine = new ClusterMachine(new MembershipOptions());
        machine.Joined(new NodeId("a", 1));
        machine.Joined(new NodeId("a", 2));
        var row = new ShardHead(new ShardId(0), "a#1", new Epoch(1), SequenceNumber.None);
        Assert.Empty(machine.Claimed(new NodeId("a", 1), [row], [new ShardClaim(row, null)]));
        Assert.Empty(machine.Held);
    }

    [Fact]
    public void An_old_view_takes_nothing_away()
    {
        var world = ClusterWorld.Settled(1);
        var (node, old) = (world.Nodes[0], world.View());
        node.Machine.Fenced(new ShardId(0), node.Served[new ShardId(0)]);
        world.Run(TimeSpan.FromMilliseconds(50));
        var actions = new ClusterActions();
        node.Machine.Beaten(old, world.Now, world.Now, actions);
        Assert.Empty(actions.Lost);
        Assert.Empty(actions.Claims);
        Assert.Equal(12, node.Machine.Held.Count);
    }

    [Fact]
    public void A_member_that_is_down_is_forgotten_after_a_while()
    {
        var world = ClusterWorld.Settled(2);
        var life = world.Nodes[1].Machine.Self!.Value;
        world.Nodes[1].IsPaused = true;
        world.Run(TimeSpan.FromSeconds(50));
        Assert.Equal(MemberStatus.Down, world.StatusOf(life));
        world.Run(TimeSpan.FromSeconds(15));
        Assert.Null(world.StatusOf(life));
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        var options = new MembershipOptions { HeartbeatInterval = TimeSpan.Zero, LeaseMargin = TimeSpan.FromHours(1), RemoveAfter = TimeSpan.Zero };
        Assert.Equal(3, options.Faults().Count);
        Assert.Equal(2, new MembershipOptions { Lease = TimeSpan.FromMilliseconds(300) }.Faults().Count);
        Assert.Empty(new MembershipOptions().Faults());
    }

    private static void Report(ClusterNode from, ClusterNode to, bool isCut)
    {
        if (isCut)
        {
            from.Unreachable.Add(to);
        }
    }
}
