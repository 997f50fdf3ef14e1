using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Sharding;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>What callers see while commits wait, fail, get lost or are fenced.</summary>
public sealed class CommitTests
{
    private const int FullCommit = 1000;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    [Trait("Invariant", "I2")]
    public async Task Neither_an_answer_nor_a_view_leaves_before_the_commit_it_depends_on()
    {
        await using var node = await TestNode.Start();
        await node.Ask("a", Note.Write(1));
        node.Store.Commits.Hold();
        var ask = node.Ask("a", Note.Write(2));
        await Eventually.Holds(() => node.Store.Commits.Waiting == 1);
        var view = node.Numbers("a");
        var undecided = node.Ask("a", new NoteCommand.Look());
        await Assert.ThrowsAsync<AskTimeoutException>(() => node.System.Region.View(Note.Key("a"), Short, CancellationToken.None));
        Assert.False(ask.IsCompleted || view.IsCompleted || undecided.IsCompleted);
        node.Store.Commits.Release();
        Assert.Equal(2, (await ask).Version.Value);
        Assert.Equal([1, 2], await view);
        await undecided;
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task While_one_batch_commits_the_next_is_decided_on_the_speculative_state_and_all_answers_come_in_order()
    {
        await using var node = await TestNode.Start(store: new TestStore(1));
        var sizes = new List<int>();
        node.Store.Commits.After = commits => sizes.Add(commits.Sum(c => c.Records.Count));
        node.Store.Commits.Hold();
        var first = node.Ask("a", new NoteCommand.WriteFirst(0));
        await Eventually.Holds(() => node.Store.Commits.Waiting == 1);
        var rest = Enumerable.Range(1, 20).Select(i => node.Ask("a", new NoteCommand.WriteAll([i]))).ToArray();
        var refused = node.Ask("a", new NoteCommand.WriteFirst(99), "id");
        node.Store.Commits.Release();
        Assert.True((await first).IsAccepted);
        Assert.Equal(Enumerable.Range(2, 20).Select(v => (long)v), (await Task.WhenAll(rest)).Select(o => o.Version.Value));
        Assert.Equal("not-empty", (await refused).Rejection?.Code);
        Assert.Equal(Enumerable.Range(0, 21).Select(n => (long)n), await node.Numbers("a"));
        Assert.Equal(1, sizes[0]);
        Assert.True(sizes.Count < 22, "Commands that wait share a commit.");
    }

    [Fact]
    public async Task A_second_commit_leaves_beside_the_first_only_when_it_is_full()
    {
        await using var node = await TestNode.Start();
        var (a, b, c) = (OfShard(0), OfShard(1), OfShard(2));
        var sizes = new ConcurrentQueue<int>();
        await AskAll(node, a, b, c);
        node.Store.Commits.Before = commits => sizes.Enqueue(commits.Sum(commit => commit.Records.Count));
        node.Store.Commits.Hold();
        var first = node.Ask(a, Note.Write(1));
        await Eventually.Holds(() => node.Store.Commits.Waiting == 1);
        var small = node.Ask(b, Note.Write(1));
        await node.Numbers(OfShard(3)); // Whatever was sent before has been taken.
        Assert.Equal(1, node.Store.Commits.Waiting);
        var large = node.Ask(c, Many());
        await Eventually.Holds(() => node.Store.Commits.Waiting == 2);
        node.Store.Commits.Release();
        await Task.WhenAll(first, small, large);
        Assert.Equal([1, 1 + FullCommit], sizes.Order());
    }

    [Fact]
    public async Task A_shard_that_fills_every_commit_does_not_keep_the_others_waiting()
    {
        await using var node = await TestNode.Start();
        var (busy, other) = (OfShard(1), OfShard(2));
        var shards = new ConcurrentQueue<string>();
        await AskAll(node, busy, other, OfShard(3));
        node.Store.Commits.Before = commits => shards.Enqueue(string.Join(' ', commits.Select(commit => commit.Shard.Value)));
        node.Store.Commits.Hold();
        var first = node.Ask(busy, Many());
        await Eventually.Holds(() => node.Store.Commits.Waiting == 1);
        var (second, waiting) = (node.Ask(busy, Many()), node.Ask(other, Note.Write(1)));
        await node.Numbers(OfShard(3));
        node.Store.Commits.Release();
        await Task.WhenAll(first, second, waiting);
        Assert.Equal(["1", "2 1"], shards);
    }

    [Theory]
    [Trait("Invariant", "I3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_answer_is_lost_takes_effect_once(bool wasApplied)
    {
        await using var node = await TestNode.Start();
        for (var i = 0; i < 20; i++)
        {
            if (wasApplied)
            {
                node.Store.Faults.LoseAnswerOfNextCommit();
            }
            else
            {
                node.Store.Faults.FailNextCommit();
            }

            Assert.Equal(i + 1, (await node.Ask("a", Note.Write(i))).Version.Value);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(n => (long)n), await node.Numbers("a"));
        Assert.Equal(20, await node.Store.RecordCount());
    }

    [Fact]
    [Trait("Invariant", "I2")]
    public async Task While_the_journal_is_away_asks_wait_and_time_out_and_then_all_resumes_by_itself()
    {
        await using var node = await TestNode.Start();
        await node.Ask("a", Note.Write(1));
        node.Store.Faults.Unavailable = true;
        var patient = node.Ask("a", Note.Write(2));
        await Assert.ThrowsAsync<AskTimeoutException>(() => node.Ask("a", Note.Write(3), "late", Short));
        var loading = node.Ask("not-in-memory", Note.Write(4));
        await Eventually.Holds(() => !node.System.Health.IsReady);
        Assert.Contains(node.System.Health.Parts, p => p is { Name: "journal", IsReady: false });
        node.Store.Faults.Unavailable = false;
        Assert.True((await patient).IsAccepted);
        Assert.True((await loading).IsAccepted);
        await node.Ask("a", Note.Write(3), "late");
        Assert.Equal([1, 2, 3], await node.Numbers("a"));
        await Eventually.Holds(() => node.System.Health.IsReady, () => string.Join("; ", node.System.Health.Parts));
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public async Task An_owner_that_has_lost_its_shard_stores_nothing_and_says_who_has_it()
    {
        await using var node = await TestNode.Start();
        var shard = (await node.Ask("a", Note.Write(1))).Shard;
        var other = Enumerable.Range(0, 100).Select(i => $"n{i}").First(n => node.Store.Journal.ShardCount.ShardOf(Note.Key(n)) != shard);
        await node.Store.Journal.Claim(shard, "node-2", CancellationToken.None);
        await Assert.ThrowsAsync<AskTimeoutException>(() => node.Ask("a", Note.Write(2), timeout: Short));
        Assert.Equal(1, await node.Store.RecordCount());
        var part = Assert.Single(node.System.Health.Parts, p => p.Name == $"shard {shard}");
        Assert.False(part.IsReady);
        Assert.Contains("node-2", part.Detail, StringComparison.Ordinal);
        Assert.True((await node.Ask(other, Note.Write(3))).IsAccepted);
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public async Task A_second_node_takes_over_and_the_first_one_can_append_nothing_more()
    {
        await using var first = await TestNode.Start();
        await first.Ask("a", Note.Write(1));
        await using var second = await TestNode.Start(store: first.Store, options: new ActorSystemOptions { NodeName = "node-2" });
        await Assert.ThrowsAsync<AskTimeoutException>(() => first.Ask("a", Note.Write(2), timeout: Short));
        await second.Ask("a", Note.Write(3));
        Assert.Equal([1, 3], await second.Numbers("a"));
    }

    [Theory]
    [Trait("Invariant", "I3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_fault_nobody_has_foreseen_a_shard_is_claimed_anew_and_commands_with_an_id_take_effect_once(bool wasApplied)
    {
        await using var node = await TestNode.Start();
        await node.Ask("a", Note.Write(1));
        var faults = 1;
        void Break(IReadOnlyList<Journal.ShardCommit> commits)
        {
            if (Interlocked.Decrement(ref faults) >= 0)
            {
                throw new InvalidOperationException("The test broke this commit.");
            }
        }

        node.Store.Commits.After = wasApplied ? Break : _ => { };
        node.Store.Commits.Before = wasApplied ? _ => { } : Break;
        Assert.Equal(2, (await node.Ask("a", Note.Write(2), "once")).Version.Value);
        Assert.Equal([1, 2], await node.Numbers("a"));
        Volatile.Write(ref faults, 1);
        await Assert.ThrowsAsync<AskTimeoutException>(() => node.Ask("a", Note.Write(3)));
        var expected = wasApplied ? new long[] { 1, 2, 3 } : [1, 2];
        Assert.Equal(expected, await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public async Task Memory_keeps_no_more_entities_than_its_limit()
    {
        var options = new ActorSystemOptions { EntityCountMax = 100, ShardHosts = 2, Shards = new ShardOptions { SnapshotOnPassivation = 1 } };
        await using var node = await TestNode.Start(options: options);
        for (var round = 0; round < 2; round++)
        {
            for (var from = 0; from < 1000; from += 25)
            {
                var number = round;
                await Task.WhenAll(Enumerable.Range(from, 25).Select(i => node.Ask($"n{i}", Note.Write(number))));
                Assert.InRange(node.System.EntityCount, 1, 100 + 25);
            }
        }

        foreach (var i in Enumerable.Range(0, 1000).Where(i => i % 97 == 0))
        {
            Assert.Equal([0, 1], await node.Numbers($"n{i}"));
        }
    }

    private static string OfShard(int shard) =>
        Enumerable.Range(0, 1000).Select(i => $"e{i}").First(id => new ShardCount(8).ShardOf(Note.Key(id)).Value == shard);

    private static NoteCommand.WriteAll Many() => new([.. Enumerable.Range(0, FullCommit).Select(number => (long)number)]);

    private static Task<Outcome[]> AskAll(TestNode node, params string[] ids) => Task.WhenAll(ids.Select(id => node.Ask(id, Note.Write(0))));
}
