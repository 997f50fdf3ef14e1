using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IJournal"/> does with claims and commits.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class JournalContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly ShardId One = new(1);
    private static readonly ShardId Two = new(2);

    [Fact]
    public void The_journal_has_the_number_of_shards_it_was_created_with() => Assert.Equal(Shards, Journal.ShardCount);

    [Fact]
    public async Task A_shard_that_nobody_claimed_has_no_owner_and_no_records()
    {
        Assert.Equal([new ShardHead(One, null, Epoch.None, SequenceNumber.None)], await Journal.Heads([One], None));
        Assert.Empty(await Journal.Read(One, SequenceNumber.None, 10, None));
    }

    [Fact]
    public async Task A_claim_raises_the_epoch_and_names_the_owner()
    {
        Assert.Equal(new ShardHead(One, "node-1", new Epoch(1), SequenceNumber.None), await Claim(One, "node-1"));
        Assert.Equal(new ShardHead(One, "node-2", new Epoch(2), SequenceNumber.None), await Claim(One, "node-2"));
        Assert.Equal([new ShardHead(One, "node-2", new Epoch(2), SequenceNumber.None)], await Journal.Heads([One], None));
    }

    [Fact]
    public async Task Concurrent_claims_of_one_shard_get_different_epochs()
    {
        var claims = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => Claim(One, $"node-{i}"))));
        Assert.Equal(Enumerable.Range(1, 16).Select(i => new Epoch(i)), claims.Select(head => head.Epoch).Order());
    }

    [Fact]
    public async Task Heads_come_in_the_order_asked_for()
    {
        var two = await Claim(Two);
        var heads = await Journal.Heads([new ShardId(3), Two, One], None);
        Assert.Equal([new ShardId(3), Two, One], heads.Select(head => head.Shard));
        Assert.Equal(two, heads[1]);
    }

    [Fact]
    public async Task A_commit_moves_the_head_and_the_next_one_follows_it()
    {
        var head = await Claim(One);
        var first = Sample.Commit(head, 3);
        await Commit(first);
        var second = Sample.Commit(Sample.After(head, first), 2);
        await Commit(second);
        Assert.Equal([Sample.After(head, second)], await Journal.Heads([One], None));
        RecordAssert.Equal([.. first.Records, .. second.Records], await Journal.Read(One, SequenceNumber.None, 10, None));
    }

    [Fact]
    public async Task A_fenced_owner_cannot_append()
    {
        var late = await Claim(One, "node-1");
        var owner = await Claim(One, "node-2");
        Assert.Equal([One], await Journal.Commit([Sample.Commit(late, 1)], None));
        await Commit(Sample.Commit(owner, 1));
        Assert.Equal([One], await Journal.Commit([Sample.Commit(late, 1)], None));
        Assert.Equal([One], await Journal.Commit([Sample.Commit(late with { Head = new SequenceNumber(1) }, 1)], None));
        Assert.Single(await Journal.Read(One, SequenceNumber.None, 10, None));
    }

    [Fact]
    public async Task A_fenced_shard_drops_out_alone()
    {
        var one = await Claim(One, "node-1");
        await Claim(One, "node-2");
        var two = await Claim(Two);
        Assert.Equal([One], await Journal.Commit([Sample.Commit(one, 2), Sample.Commit(two, 2)], None));
        Assert.Empty(await Journal.Read(One, SequenceNumber.None, 10, None));
        Assert.Equal(2, (await Journal.Read(Two, SequenceNumber.None, 10, None)).Count);
    }

    [Fact]
    public async Task A_shard_that_nobody_claimed_refuses_commits()
    {
        var head = new ShardHead(One, null, Epoch.None, SequenceNumber.None);
        Assert.Equal([One], await Journal.Commit([Sample.Commit(head, 1)], None));
        Assert.Empty(await Journal.Read(One, SequenceNumber.None, 10, None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_wrong_head_is_refused(int expectedHead)
    {
        var head = await Claim(One);
        await Commit(Sample.Commit(head, 2));
        var wrong = Sample.Commit(head with { Head = new SequenceNumber(expectedHead) }, 2);
        Assert.Equal([One], await Journal.Commit([wrong], None));
        Assert.Equal(2, (await Journal.Read(One, SequenceNumber.None, 10, None)).Count);
    }

    [Fact]
    public async Task A_fenced_commit_leaves_no_timer_no_dead_letter_and_no_checkpoint()
    {
        var late = await Claim(One, "node-1");
        await Claim(One, "node-2");
        Assert.Equal([One], await Journal.Commit([WithEverything(late, "late")], None));
        await AssertNothingBesideRecords();
    }

    [Fact]
    public async Task A_commit_that_comes_twice_is_refused_with_all_that_it_brings()
    {
        var head = await Claim(One);
        await Commit(Sample.Commit(head, 1));
        Assert.Equal([One], await Journal.Commit([WithEverything(head, "second")], None));
        await AssertNothingBesideRecords();
    }

    [Fact]
    public async Task A_commit_stores_timers_dead_letters_and_checkpoint_with_the_records()
    {
        var commit = WithEverything(await Claim(One), "letter");
        await Commit(commit);
        RecordAssert.Equal(commit.TimersSet, await Journal.DueTimers([One], DateTimeOffset.MaxValue, 10, None));
        Assert.Equal(commit.DeadLetters[0].Id, Assert.Single(await Store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, None)).Id);
        var claim = await Journal.Claim(One, "node-2", None);
        Assert.Equal(commit.Checkpoint!.AsOf, claim.Checkpoint!.AsOf);
        Assert.Equal(commit.Checkpoint.Lanes.ToArray(), claim.Checkpoint.Lanes.ToArray());
    }

    [Fact]
    public async Task A_later_checkpoint_replaces_the_earlier_one_and_a_commit_without_one_keeps_it()
    {
        var head = await Claim(One);
        foreach (var asOf in (long?[])[1, 2, null])
        {
            var commit = Sample.Commit(head, 1) with
            {
                Checkpoint = asOf is { } last ? new LaneCheckpoint(new SequenceNumber(last), new byte[] { (byte)last }) : null,
            };
            await Commit(commit);
            head = Sample.After(head, commit);
        }

        var checkpoint = (await Journal.Claim(One, "node-2", None)).Checkpoint!;
        Assert.Equal(new SequenceNumber(2), checkpoint.AsOf);
        Assert.Equal([2], checkpoint.Lanes.ToArray());
    }

    [Fact]
    public async Task Commits_that_break_the_rules_are_refused_as_a_fault_of_the_caller()
    {
        var head = await Claim(One);
        var commit = Sample.Commit(head, 2);
        await Refused(commit with { Records = [] });
        await Refused(commit with { Records = [commit.Records[1]] });
        await Refused(commit with { Records = [commit.Records[0], commit.Records[0]] });
        await Refused(commit with { Records = [Sample.Record(Two, 1, Sample.Entity(1))] });
        await Refused(commit, commit);
        Assert.Empty(await Journal.Read(One, SequenceNumber.None, 10, None));
    }

    [Fact]
    public async Task A_commit_of_no_shard_does_nothing() => Assert.Empty(await Journal.Commit([], None));

    [Fact]
    public async Task Reopening_keeps_everything()
    {
        var head = await Claim(One);
        var commit = WithEverything(head, "letter");
        await Commit(commit);
        await Reopen();
        Assert.Equal([Sample.After(head, commit)], await Journal.Heads([One], None));
        RecordAssert.Equal(commit.Records, await Journal.Read(One, SequenceNumber.None, 10, None));
        RecordAssert.Equal(commit.TimersSet, await Journal.DueTimers([One], DateTimeOffset.MaxValue, 10, None));
        Assert.Equal(1, await Store.DeadLetters.Count(DeadLetterStatus.Waiting, None));
    }

    private static ShardCommit WithEverything(ShardHead head, string name) => Sample.Commit(head, 1) with
    {
        TimersSet = [Sample.Timer(Sample.Entity(1), name, head.Head.Value + 1, 5)],
        DeadLetters = [Sample.Letter(name, Sample.Entity(1))],
        Checkpoint = new LaneCheckpoint(head.Head.Next, new byte[] { 1, 2, 3 }),
    };

    private async Task AssertNothingBesideRecords()
    {
        Assert.Empty(await Journal.DueTimers([One], DateTimeOffset.MaxValue, 10, None));
        Assert.Equal(0, await Store.DeadLetters.Count(DeadLetterStatus.Waiting, None));
        Assert.Null((await Journal.Claim(One, "node-3", None)).Checkpoint);
    }

    private Task Refused(params ShardCommit[] commits) =>
        Assert.ThrowsAnyAsync<ArgumentException>(() => Journal.Commit(commits, None));
}
