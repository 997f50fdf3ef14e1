using Actors.Journal;
using Actors.Membership;
using Actors.Runtime.Sharding;
using Actors.Sharding;

namespace Actors.Runtime.Tests.Sharding;

public sealed class ShardHomesTests
{
    private static readonly ShardId Shard = new(1);
    private readonly ShardHomes _homes = new(new ShardCount(2));

    [Fact]
    public void A_row_that_is_older_than_what_is_known_changes_nothing()
    {
        _homes.Learn(Row(3), Member("b"));
        _homes.Learn(Row(2), Member("a"));
        Assert.Equal("b", _homes[Shard].Owner?.Id.Name);
        Assert.Equal(new Epoch(3), _homes[Shard].Addressee);
        _homes.Learn(Row(3), owner: null); // Released: the epoch stays, and there is nobody to ask.
        Assert.True(_homes[Shard].IsNowhere);
        Assert.Equal(Epoch.None, _homes[Shard].Addressee);
    }

    [Fact]
    public void Who_waits_for_a_shard_is_woken_when_it_moves_and_not_when_another_does()
    {
        var seen = _homes[Shard];
        var moved = _homes.WaitForMove(Shard, seen);
        _homes.Learn(Row(1) with { Shard = new ShardId(0) }, Member("a"));
        Assert.False(moved.IsCompleted);
        _homes.Learn(Row(1), Member("a"));
        Assert.True(moved.IsCompletedSuccessfully);
        Assert.True(_homes.WaitForMove(Shard, seen).IsCompletedSuccessfully, "It has moved since.");
    }

    [Fact]
    public void Nobody_waits_for_a_node_that_has_stopped()
    {
        var moved = _homes.WaitForMove(Shard, _homes[Shard]);
        _homes.Close();
        Assert.True(moved.IsCompletedSuccessfully);
        Assert.True(_homes.WaitForMove(Shard, _homes[Shard]).IsCompletedSuccessfully);
    }

    private static ShardHead Row(long epoch) => new(Shard, "of no matter here", new Epoch(epoch), SequenceNumber.None);

    private static Member Member(string name) => new()
    {
        Id = new NodeId(name, 1),
        Address = new Uri($"memory://{name}"),
        Roles = MemberRoles.Shards,
        Status = MemberStatus.Up,
        Silence = TimeSpan.Zero,
    };
}
