using Actors.Journal;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IJournal"/> keeps to while many callers use it at once.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class JournalConcurrencyContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private const int Rounds = 25;

    [Fact]
    public async Task Commits_of_different_shards_at_once_are_all_stored()
    {
        await Task.WhenAll(Shards.All.Select(shard => Task.Run(() => Append(shard, Rounds))));
        foreach (var shard in Shards.All)
        {
            await AssertGapless(shard, Rounds * 3);
        }
    }

    [Fact]
    public async Task Readers_see_no_gap_while_commits_run()
    {
        var shards = Shards.All.Take(2).ToList();
        using var done = new CancellationTokenSource();
        var readers = shards.Select(shard => Task.Run(() => Follow(shard, done.Token))).ToList();
        await Task.WhenAll(shards.Select(shard => Task.Run(() => Append(shard, Rounds))));
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), seen => Assert.Equal(Rounds * 3, seen));
    }

    [Fact]
    public async Task Of_owners_that_race_for_the_same_shards_only_the_last_can_append()
    {
        var shards = Shards.All.ToList();
        var owners = Enumerable.Range(1, 4).Select(owner => Task.Run(() => Contend(shards, $"node-{owner}", owner)));
        var stored = (await Task.WhenAll(owners)).SelectMany(records => records).ToList();
        var heads = await Journal.Heads(shards, None);
        foreach (var head in heads)
        {
            await AssertGapless(head.Shard, (int)head.Head.Value);
            Assert.Equal(head.Head.Value, stored.Count(record => record.Shard == head.Shard));
        }
    }

    // Claims all shards, then commits to all of them in an order of its own until every one is lost or has enough.
    private async Task<List<JournalRecord>> Contend(List<ShardId> shards, string owner, int seed)
    {
        var random = new Random(seed);
        var stored = new List<JournalRecord>();
        for (var round = 0; round < 5; round++)
        {
            var heads = new List<ShardHead>();
            foreach (var shard in shards)
            {
                heads.Add(await Claim(shard, owner));
            }

            for (var step = 0; step < 5; step++)
            {
                var commits = heads.OrderBy(_ => random.Next()).Select(head => Sample.Commit(head, 2)).ToList();
                var fenced = await Journal.Commit(commits, None);
                stored.AddRange(commits.Where(commit => !fenced.Contains(commit.Shard)).SelectMany(commit => commit.Records));
                heads = [.. heads.Where(h => !fenced.Contains(h.Shard)).Select(h => h with { Head = new SequenceNumber(h.Head.Value + 2) })];
            }
        }

        return stored;
    }

    private async Task Append(ShardId shard, int commits)
    {
        var head = await Claim(shard);
        for (var i = 0; i < commits; i++)
        {
            var commit = Sample.Commit(head, 3);
            await Commit(commit);
            head = Sample.After(head, commit);
        }
    }

    private async Task<long> Follow(ShardId shard, CancellationToken done)
    {
        var seen = SequenceNumber.None;
        while (true)
        {
            // Asked before the read, so that the last read sees all.
            var last = done.IsCancellationRequested;
            var records = await Journal.Read(shard, seen, 7, None);
            Assert.All(records, record => Assert.Equal(seen = seen.Next, record.Sequence));
            Assert.True(records.Count % 3 == 0 || records.Count == 7 || seen.Value % 3 == 0, "Half a commit was seen.");
            if (last && records.Count == 0)
            {
                return seen.Value;
            }
        }
    }

    private async Task AssertGapless(ShardId shard, int count)
    {
        var records = await Journal.Read(shard, SequenceNumber.None, count + 1, None);
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), records.Select(record => record.Sequence.Value));
    }
}
