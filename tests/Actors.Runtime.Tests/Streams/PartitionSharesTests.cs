using Actors.Membership;
using Actors.Runtime.Cluster;
using Actors.Runtime.Streams.Partitions;

namespace Actors.Runtime.Tests.Streams;

/// <summary>How the nodes of a cluster share the partitions of an input without talking about it.</summary>
public sealed class PartitionSharesTests
{
    private static readonly NodeId[] Nodes = [new("a", 1), new("b", 7), new("c", 3)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(100)]
    public void Every_partition_has_one_reader_and_the_parts_differ_by_one_at_most(int partitions)
    {
        var shares = Nodes.Select(n => Of(n, Nodes.Select(m => Up(m))).Of(partitions)).ToList();
        Assert.Equal(Enumerable.Range(0, partitions), shares.SelectMany(s => s).Order());
        Assert.InRange(shares.Max(s => s.Count) - shares.Min(s => s.Count), 0, 1);
        Assert.All(shares, share => Assert.Equal(share.Order(), share));
    }

    [Fact]
    public void Whoever_is_not_up_or_owns_no_shards_reads_nothing_and_its_part_is_read_by_the_others()
    {
        Member[] members = [Up(Nodes[0]), Up(Nodes[1]) with { Status = MemberStatus.Down }, Up(Nodes[2]), Up(new NodeId("d", 4)) with { Roles = MemberRoles.None }];
        Assert.Empty(Of(Nodes[1], members).Of(8));
        Assert.Empty(Of(new NodeId("d", 4), members).Of(8));
        Assert.Equal(Enumerable.Range(0, 8), Of(Nodes[0], members).Of(8).Concat(Of(Nodes[2], members).Of(8)).Order());
    }

    [Fact]
    public void A_part_follows_the_members_and_the_number_of_partitions()
    {
        var state = new ClusterState(Nodes[0], true, [Up(Nodes[0])], []);
        var shares = new PartitionShares(() => state);
        Assert.Equal(4, shares.Of(4).Count);
        Assert.Equal(8, shares.Of(8).Count);
        state = state with { Members = [Up(Nodes[0]), Up(Nodes[1])] };
        Assert.Equal(4, shares.Of(8).Count);
        state = state with { Self = new NodeId("a", 9), Members = [Up(new NodeId("a", 9)), Up(Nodes[1])] };
        Assert.Equal(4, shares.Of(8).Count);
        state = state with { Self = null };
        Assert.Empty(shares.Of(8));
    }

    [Fact]
    public void A_node_that_is_alone_by_its_configuration_reads_all_and_one_that_has_not_joined_nothing()
    {
        Assert.Equal([0, 1, 2], new PartitionShares(null).Of(3));
        Assert.Empty(new PartitionShares(() => ClusterState.Unknown).Of(3));
    }

    private static PartitionShares Of(NodeId self, IEnumerable<Member> members) => new(() => new ClusterState(self, true, [.. members], []));

    private static Member Up(NodeId id) => new() { Id = id, Address = null, Roles = MemberRoles.Shards, Status = MemberStatus.Up, Silence = TimeSpan.Zero };
}
