using Actors.Journal;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IJournalUpkeep"/> keeps to: nobody can tell by what is read whether compaction has run.</summary>
/// <typeparam name="TSource">Gives the database; its store should compact short tails.</typeparam>
public abstract class JournalCompactionContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly ShardId One = new(1);
    private static readonly IReadOnlyList<EntityKey> Entities = Sample.Entities(One, Shards, 20);

    [Fact]
    public async Task Histories_are_the_same_before_between_and_after_rounds()
    {
        var head = await Claim(One);
        for (var round = 0; round < 5; round++)
        {
            var commit = Mixed(head, 100, round);
            await Commit(commit);
            head = Sample.After(head, commit);
            await AssertHistories();
            await CompactAll();
            await AssertHistories();
        }

        await Reopen();
        await AssertHistories();
    }

    [Fact]
    public async Task Histories_are_whole_while_compaction_runs_beside_commits()
    {
        using var done = new CancellationTokenSource();
        var compaction = Task.Run(() => CompactUntil(done.Token));
        var reading = Task.Run(() => ReadUntil(done.Token));
        var head = await Claim(One);
        for (var i = 0; i < 60; i++)
        {
            var commit = Mixed(head, 20, i);
            await Commit(commit);
            head = Sample.After(head, commit);
        }

        await done.CancelAsync();
        await Task.WhenAll(compaction, reading);
        await AssertHistories();
    }

    [Fact]
    public async Task Compaction_comes_to_an_end()
    {
        await Commit(Mixed(await Claim(One), 500, 0));
        await CompactAll();
        Assert.Equal(default, await Store.Upkeep.Compact([.. Shards.All], None));
        Assert.Equal(default, await Store.Upkeep.Compact([], None));
    }

    [Fact]
    public async Task Positions_inside_the_history_are_kept_to_after_compaction()
    {
        await Commit(Mixed(await Claim(One), 200, 0));
        await CompactAll();
        var all = (await Journal.ReadEntities([new EntityPosition(Entities[3], SequenceNumber.None)], None))[0];
        for (var i = 0; i < all.Count; i++)
        {
            var position = new EntityPosition(Entities[3], all[i].Sequence);
            var lists = await Journal.ReadEntities([position, position with { Limit = 2 }], None);
            RecordAssert.Equal([.. all.Skip(i + 1)], lists[0]);
            RecordAssert.Equal([.. all.Skip(i + 1).Take(2)], lists[1]);
        }
    }

    private static ShardCommit Mixed(ShardHead head, int count, int seed)
    {
        var random = new Random(seed);
        var first = head.Head.Value + 1;
        return Sample.Commit(head, count) with
        {
            Records = [.. Enumerable.Range(0, count).Select(i => Sample.Record(One, first + i, Entities[random.Next(Entities.Count)]))],
        };
    }

    private async Task AssertHistories()
    {
        var all = await Journal.Read(One, SequenceNumber.None, int.MaxValue, None);
        var lists = await Journal.ReadEntities([.. Entities.Select(entity => new EntityPosition(entity, SequenceNumber.None))], None);
        foreach (var (entity, list) in Entities.Zip(lists))
        {
            RecordAssert.Equal([.. all.Where(record => record.Entity == entity)], list);
        }
    }

    private async Task CompactAll()
    {
        while ((await Store.Upkeep.Compact([.. Shards.All], None)).MoreWaits)
        {
        }
    }

    private async Task CompactUntil(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await Store.Upkeep.Compact([One], None);
        }
    }

    // A history only grows, and what was read once is read again.
    private async Task ReadUntil(CancellationToken done)
    {
        var known = 0L;
        while (!done.IsCancellationRequested)
        {
            var lists = await Journal.ReadEntities([.. Entities.Select(entity => new EntityPosition(entity, SequenceNumber.None))], None);
            var sequences = lists.SelectMany(list => list).Select(record => record.Sequence.Value).Order().ToList();
            Assert.True(sequences.Count >= known, "Records were lost.");
            Assert.Equal(Enumerable.Range(1, sequences.Count).Select(i => (long)i), sequences);
            known = sequences.Count;
        }
    }
}
