using Actors.Journal;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IJournal"/> does with claims by compare-and-set, and with releases.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class JournalClaimContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly ShardId One = new(1);
    private static readonly ShardId Two = new(2);

    [Fact]
    public async Task The_first_claim_of_a_shard_expects_epoch_0_and_gives_epoch_1()
    {
        var claim = Assert.Single(await Journal.TryClaim([Unclaimed(One)], "node-1", None));
        Assert.Equal(new ShardHead(One, "node-1", new Epoch(1), SequenceNumber.None), claim.Head);
        Assert.Null(claim.Checkpoint);
        Assert.Equal([claim.Head], await Journal.Heads([One], None));
    }

    [Fact]
    public async Task Only_a_claim_that_expects_the_present_epoch_succeeds()
    {
        Assert.Empty(await Journal.TryClaim([Unclaimed(One) with { Epoch = new Epoch(1) }], "node-1", None));
        Assert.Single(await Journal.TryClaim([Unclaimed(One)], "node-1", None));
        Assert.Empty(await Journal.TryClaim([Unclaimed(One)], "node-2", None));
        Assert.Empty(await Journal.TryClaim([Unclaimed(One) with { Epoch = new Epoch(2) }], "node-2", None));
        Assert.Equal([new ShardHead(One, "node-1", new Epoch(1), SequenceNumber.None)], await Journal.Heads([One], None));
        Assert.Single(await Journal.TryClaim([Unclaimed(One) with { Epoch = new Epoch(1) }], "node-2", None));
        Assert.Equal([new ShardHead(One, "node-2", new Epoch(2), SequenceNumber.None)], await Journal.Heads([One], None));
    }

    [Fact]
    public async Task Of_many_shards_those_are_claimed_whose_epoch_is_as_expected()
    {
        await Claim(Two, "node-1");
        var claims = await Journal.TryClaim([.. Shards.All.Select(Unclaimed)], "node-2", None);
        Assert.Equal(Shards.All.Where(shard => shard != Two), claims.Select(claim => claim.Head.Shard).Order());
        Assert.All(await Journal.Heads([.. Shards.All], None), head => Assert.Equal(head.Shard == Two ? "node-1" : "node-2", head.Owner));
    }

    [Fact]
    public async Task A_claim_of_nothing_does_nothing() => Assert.Empty(await Journal.TryClaim([], "node-1", None));

    [Fact]
    public async Task Of_many_claimers_of_the_same_shards_one_gets_each()
    {
        for (var round = 0; round < 5; round++)
        {
            var heads = await Journal.Heads([.. Shards.All], None);
            var claims = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() =>
                Journal.TryClaim([.. i % 2 == 0 ? heads : heads.Reverse()], $"node-{i}", None))));
            var won = claims.SelectMany(list => list).Select(claim => claim.Head).OrderBy(head => head.Shard);
            Assert.Equal(await Journal.Heads([.. Shards.All], None), won);
            Assert.All(won, head => Assert.Equal(new Epoch(round + 1), head.Epoch));
        }
    }

    [Fact]
    public async Task A_claim_brings_head_and_checkpoint_of_each_shard()
    {
        foreach (var shard in (ShardId[])[One, Two])
        {
            var head = await Claim(shard);
            await Commit(Sample.Commit(head, shard.Value) with { Checkpoint = new LaneCheckpoint(head.Head.Next, new[] { (byte)shard.Value }) });
        }

        var claims = await Journal.TryClaim(await Journal.Heads([One, Two, new ShardId(3)], None), "node-2", None);
        Assert.Equal([(One, 1L, 1), (Two, 2L, 2), (new ShardId(3), 0L, 0)], claims.OrderBy(claim => claim.Head.Shard).Select(claim =>
            (claim.Head.Shard, claim.Head.Head.Value, claim.Checkpoint is { } checkpoint ? checkpoint.Lanes.Span[0] : 0)));
    }

    [Fact]
    public async Task A_claim_fences_the_owner_before()
    {
        var late = await Claim(One, "node-1");
        var owner = Assert.Single(await Journal.TryClaim([late], "node-2", None)).Head;
        Assert.Equal([One], await Journal.Commit([Sample.Commit(late, 1)], None));
        await Commit(Sample.Commit(owner, 1));
    }

    [Fact]
    public async Task A_released_shard_has_no_owner_and_keeps_epoch_and_head()
    {
        var head = await Claim(One);
        var commit = Sample.Commit(head, 3);
        await Commit(commit);
        await Journal.Release(One, head.Epoch, TimeSpan.Zero, None);
        var released = Sample.After(head, commit) with { Owner = null };
        Assert.Equal([released], await Journal.Heads([One], None));
        await Reopen();
        Assert.Equal([released], await Journal.Heads([One], None));
        Assert.Equal(released with { Owner = "node-2", Epoch = new Epoch(2) }, Assert.Single(await Journal.TryClaim([released], "node-2", None)).Head);
    }

    [Fact]
    public async Task A_claim_tells_how_long_nobody_served_a_released_shard_and_nothing_of_one_that_was_not_released()
    {
        var first = Assert.Single(await Journal.TryClaim([Unclaimed(One)], "node-1", None));
        Assert.Null(first.Unserved);
        await Journal.Release(One, first.Head.Epoch, TimeSpan.FromMinutes(2), None);
        var second = Assert.Single(await Journal.TryClaim([first.Head], "node-2", None));
        Assert.InRange(second.Unserved!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10));
        Assert.Null(Assert.Single(await Journal.TryClaim([second.Head], "node-3", None)).Unserved);
    }

    [Fact]
    public async Task A_release_under_another_epoch_does_nothing()
    {
        await Journal.Release(One, Epoch.None, TimeSpan.Zero, None);
        var late = await Claim(One, "node-1");
        var owner = await Claim(One, "node-2");
        await Journal.Release(One, late.Epoch, TimeSpan.Zero, None);
        await Journal.Release(One, owner.Epoch.Next, TimeSpan.Zero, None);
        await Journal.Release(Two, owner.Epoch, TimeSpan.Zero, None);
        Assert.Equal([owner, Unclaimed(Two)], await Journal.Heads([One, Two], None));
    }

    private static ShardHead Unclaimed(ShardId shard) => new(shard, null, Epoch.None, SequenceNumber.None);
}
