using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>
/// Two entities whose <see cref="StableHash"/> is the same never mix. Such ids are rare enough that nobody meets them by chance: these
/// two took some billion tries to find.
/// </summary>
/// <typeparam name="TSource">Gives the database; its store should compact tails of at most 100 records.</typeparam>
public abstract class JournalSharedHashContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly EntityKey Left = new(new EntityType("order"), new EntityId("yxxAVIco0mH"));
    private static readonly EntityKey Right = new(new EntityType("order"), new EntityId("tuMoZT4qV5M"));

    [Fact]
    public void The_two_entities_share_hash_and_shard()
    {
        Assert.NotEqual(Left, Right);
        Assert.Equal(Left.Hash, Right.Hash);
        Assert.Equal(Shards.ShardOf(Left), Shards.ShardOf(Right));
    }

    [Fact]
    public async Task Their_histories_never_mix()
    {
        var head = await Claim(Shards.ShardOf(Left));
        for (var round = 0; round < 4; round++)
        {
            head = await Add(head);
            await AssertHistories();
            await Compact();
            await AssertHistories();
        }

        await Reopen();
        await AssertHistories();
    }

    [Fact]
    public async Task Limits_and_positions_count_the_records_of_one_alone()
    {
        var head = await Claim(Shards.ShardOf(Left));
        for (var round = 0; round < 3; round++)
        {
            head = await Add(head);
            await Compact();
        }

        foreach (var entity in (EntityKey[])[Left, Right])
        {
            var all = await Log(entity);
            for (var i = 0; i < all.Count; i += 17)
            {
                var position = new EntityPosition(entity, all[i].Sequence) { Limit = 5 };
                RecordAssert.Equal([.. all.Skip(i + 1).Take(5)], (await Journal.ReadEntities([position], None))[0]);
            }
        }
    }

    [Fact]
    public async Task Their_snapshots_timers_and_dead_letters_never_mix()
    {
        var head = await Claim(Shards.ShardOf(Left));
        var commit = Sample.Commit(head, 3, Left) with
        {
            TimersSet = [Sample.Timer(Left, "remind", 1, 10), Sample.Timer(Right, "remind", 1, 20)],
            DeadLetters = [Sample.Letter("left", Left), Sample.Letter("right", Right)],
        };
        await Commit(commit);
        await Commit(Sample.Commit(Sample.After(head, commit), 1, Left) with { TimersCleared = [new(Left, "remind", new SequenceNumber(1))] });
        var timers = await Journal.DueTimers([head.Shard], DateTimeOffset.MaxValue, 10, None);
        Assert.Equal(Right, Assert.Single(timers).Entity);
        Assert.Equal("right", Assert.Single(await Store.DeadLetters.ListParked(Right, 10, None)).Id.Value);

        Snapshot[] snapshots = [Image(Left, 1), Image(Right, 2)];
        await Store.Snapshots.Save(snapshots, None);
        await Store.Snapshots.Save([Image(Right, 3)], None);
        var loaded = await Store.Snapshots.Load([Right, Left], None);
        Assert.Equal([(Right, 3L), (Left, 1L)], loaded.Select(s => (s!.Entity, s.AsOf.Value)));
    }

    [Fact]
    public async Task Retention_of_one_takes_nothing_of_the_other()
    {
        var head = await Claim(Shards.ShardOf(Left));
        for (var round = 0; round < 3; round++)
        {
            head = await Add(head);
            await Compact();
        }

        var (left, right) = (await Log(Left), await Log(Right));
        var end = head.Head.Value;
        await Store.Snapshots.Save([Image(Left, end)], None);
        await Retain(head);
        RecordAssert.Equal(right, await History(Right));

        await Store.Snapshots.Save([Image(Right, end)], None);
        await Retain(head);
        foreach (var (entity, before) in ((EntityKey, IReadOnlyList<JournalRecord>)[])[(Left, left), (Right, right)])
        {
            var history = await History(entity);
            Assert.Equal((RecordKind.Removed, entity), (history[0].Kind, history[0].Entity));
            Assert.Equal(entity, RemovedRecords.Snapshot(history[0]).Entity);
            RecordAssert.Equal([.. before.Where(r => r.Sequence > history[0].Sequence)], [.. history.Skip(1)]);
        }
    }

    private static Snapshot Image(EntityKey entity, long asOf) =>
        new(entity, new SequenceNumber(asOf), new EntityVersion(asOf), new byte[] { (byte)asOf });

    private async Task<ShardHead> Add(ShardHead head)
    {
        var first = head.Head.Value + 1;
        var commit = Sample.Commit(head, 120) with
        {
            Records = [.. Enumerable.Range(0, 120).Select(i => Sample.Record(head.Shard, first + i, i % 3 == 0 ? Left : Right))],
        };
        await Commit(commit with { Checkpoint = new LaneCheckpoint(commit.NewHead, new byte[] { 1 }) });
        return Sample.After(head, commit);
    }

    private async Task Compact()
    {
        while ((await Store.Upkeep.Compact([.. Shards.All], None)).MoreWaits)
        {
        }
    }

    private async Task Retain(ShardHead head)
    {
        var request = new RetentionRequest { Shard = head.Shard, Epoch = head.Epoch, ReadUpTo = head.Head, Policy = new UpToSnapshot() };
        while (await Store.Upkeep.Retain(request, None) is { MoreWaits: true } progress)
        {
            request = request with { Cursor = progress.Cursor };
        }
    }

    private async Task<IReadOnlyList<JournalRecord>> Log(EntityKey entity) =>
        [.. (await Journal.Read(Shards.ShardOf(entity), SequenceNumber.None, int.MaxValue, None)).Where(record => record.Entity == entity)];

    private async Task<IReadOnlyList<JournalRecord>> History(EntityKey entity) =>
        (await Journal.ReadEntities([new EntityPosition(entity, SequenceNumber.None)], None))[0];

    private async Task AssertHistories()
    {
        var lists = await Journal.ReadEntities(
            [new EntityPosition(Right, SequenceNumber.None), new EntityPosition(Left, SequenceNumber.None)], None);
        RecordAssert.Equal(await Log(Right), lists[0]);
        RecordAssert.Equal(await Log(Left), lists[1]);
    }

    private sealed class UpToSnapshot : IRetentionPolicy
    {
        public DateTimeOffset LogBefore => DateTimeOffset.MaxValue;

        public HistoryLimit? LimitOf(Snapshot snapshot) => new(snapshot.AsOf, DateTimeOffset.MaxValue, snapshot.Version);
    }
}
