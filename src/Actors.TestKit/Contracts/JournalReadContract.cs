using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IJournal"/> gives to its readers.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class JournalReadContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly ShardId One = new(1);

    [Fact]
    public async Task Records_come_in_order_after_a_place_and_up_to_a_limit()
    {
        await Commit(Sample.Commit(await Claim(One), 10));
        Assert.Equal([1, 2, 3], await Sequences(0, 3));
        Assert.Equal([4, 5, 6], await Sequences(3, 3));
        Assert.Equal([9, 10], await Sequences(8, 3));
        Assert.Empty(await Sequences(10, 3));
        Assert.Empty(await Sequences(99, 3));
    }

    [Fact]
    public async Task Clearing_a_timer_deletes_what_was_set_up_to_that_record_and_nothing_set_later()
    {
        var entity = Sample.Entity(1);
        var head = await Claim(One);
        var set = Sample.Commit(head, 3) with { TimersSet = [Sample.Timer(entity, "first", 2, 5), Sample.Timer(entity, "second", 3, 5)] };
        await Commit(set);
        await Commit(Sample.Commit(Sample.After(head, set), 1) with
        {
            TimersCleared =
            [
                new TimerKey(entity, "first", new SequenceNumber(4)),
                new TimerKey(entity, "second", new SequenceNumber(2)),
                new TimerKey(Sample.Entity(2), "second", new SequenceNumber(4)),
            ],
        });
        Assert.Equal("second", Assert.Single(await Journal.DueTimers([One], DateTimeOffset.MaxValue, 10, None)).Name);
    }

    [Fact]
    public async Task All_that_a_record_carries_is_read_back()
    {
        var entity = new EntityKey(new EntityType("order"), new EntityId("ä/ö 漢字 🙂"));
        var head = await Claim(Shards.ShardOf(entity));
        var full = Sample.Record(head.Shard, 1, entity) with
        {
            Kind = RecordKind.Parked,
            Version = new EntityVersion(long.MaxValue),
            Payload = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray(),
            Metadata = new RecordMetadata
            {
                Index = 3,
                Count = 7,
                CommandId = new CommandId("c-1"),
                Lane = new Lane("orders"),
                LanePosition = new LanePosition(42),
                Origin = new Origin("correlation", "causation", "principal", "00-trace-parent-01"),
                Timers = [new TimerChange("t", Sample.Time, new Schema.WireName("remind", 1), new byte[] { 9 }), new TimerChange("u", null, null, default)],
                ParkedReason = "because",
            },
            Message = new object(),
        };
        var bare = Sample.Record(head.Shard, 2, Sample.Entity(1)) with { Payload = default, Metadata = RecordMetadata.Empty };
        await Commit(Sample.Commit(head, 2) with { Records = [full, bare] });
        RecordAssert.Equal([full, bare], await Journal.Read(head.Shard, SequenceNumber.None, 10, None));
        RecordAssert.Equal([full], (await Journal.ReadEntities([new EntityPosition(full.Entity, SequenceNumber.None)], None))[0]);
    }

    [Fact]
    public async Task Many_entities_are_read_at_once_each_from_its_own_place()
    {
        var head = await Claim(One);
        var entities = Sample.Entities(One, Shards, 200);
        var records = Enumerable.Range(1, 600).Select(i => Sample.Record(One, i, entities[i % 200])).ToList();
        await Commit(Sample.Commit(head, 1) with { Records = records });
        var positions = Enumerable.Range(0, 200).Reverse()
            .Select(i => new EntityPosition(entities[i], new SequenceNumber(i % 2 == 0 ? 0 : 300))).ToList();
        var lists = await Journal.ReadEntities(positions, None);
        Assert.Equal(200, lists.Count);
        foreach (var (position, list) in positions.Zip(lists))
        {
            RecordAssert.Equal([.. records.Where(r => r.Entity == position.Entity && r.Sequence > position.After)], list);
        }
    }

    [Fact]
    public async Task An_entity_asked_for_twice_is_given_twice_and_an_unknown_one_is_empty()
    {
        await Commit(Sample.Commit(await Claim(Shards.ShardOf(Sample.Entity(5))), 3, Sample.Entity(5)));
        var lists = await Journal.ReadEntities(
            [At(5, 0), At(6, 0), At(5, 2)],
            None);
        Assert.Equal([3, 0, 1], lists.Select(list => list.Count));
        Assert.Empty(await Journal.ReadEntities([], None));
    }

    [Fact]
    public async Task An_entity_is_read_page_by_page()
    {
        await Commit(Sample.Commit(await Claim(Shards.ShardOf(Sample.Entity(5))), 10, Sample.Entity(5)));
        var pages = await Journal.ReadEntities([At(5, 0) with { Limit = 4 }, At(5, 4) with { Limit = 4 }, At(5, 8) with { Limit = 4 }], None);
        Assert.Equal([1, 2, 3, 4], pages[0].Select(record => record.Sequence.Value));
        Assert.Equal([5, 6, 7, 8], pages[1].Select(record => record.Sequence.Value));
        Assert.Equal([9, 10], pages[2].Select(record => record.Sequence.Value));
    }

    [Fact]
    public async Task A_batch_of_two_thousand_records_over_all_shards_is_stored_whole()
    {
        var heads = await Task.WhenAll(Shards.All.Select(shard => Claim(shard)));
        var commits = heads.Select(head => Sample.Commit(head, 250)).ToArray();
        await Commit(commits);
        foreach (var commit in commits)
        {
            RecordAssert.Equal(commit.Records, await Journal.Read(commit.Shard, SequenceNumber.None, 1000, None));
        }
    }

    private static EntityPosition At(int entity, long after) => new(Sample.Entity(entity), new SequenceNumber(after));

    private async Task<IEnumerable<long>> Sequences(long after, int limit) =>
        (await Journal.Read(One, new SequenceNumber(after), limit, None)).Select(record => record.Sequence.Value);
}
