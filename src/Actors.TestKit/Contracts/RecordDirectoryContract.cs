using Actors.Journal;
using Actors.Projections.Audits;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IRecordDirectory"/> gives: exactly the records of the journal, told apart by place and entity.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class RecordDirectoryContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly ShardId One = new(1);
    private static readonly ShardId Two = new(2);

    [Fact]
    public async Task It_has_the_marks_of_all_records_of_all_commits()
    {
        var head = await Claim(One);
        var other = await Claim(Two);
        await Commit(Sample.Commit(other, 4));
        foreach (var count in (int[])[1, 7, 2, 30])
        {
            var commit = Sample.Commit(head, count);
            await Commit(commit);
            head = Sample.After(head, commit);
        }

        var records = await Journal.Read(One, SequenceNumber.None, 100, None);
        Assert.Equal(40, records.Count);
        Assert.Equal(records.Select(RecordMark.Of), await All(SequenceNumber.None, head.Head));
    }

    [Fact]
    public async Task A_stretch_ends_and_begins_within_blocks()
    {
        var head = await Claim(One);
        var first = Sample.Commit(head, 10);
        await Commit(first);
        await Commit(Sample.Commit(Sample.After(head, first), 10));
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11, 12, 13], await Sequences(3, 13));
        Assert.Equal([7], await Sequences(6, 7));
        Assert.Equal([19, 20], await Sequences(18, 99));
        Assert.Empty(await Sequences(7, 7));
        Assert.Empty(await Sequences(20, 99));
    }

    [Fact]
    public async Task A_shard_without_records_has_no_marks() => Assert.Empty(await Sequences(0, 99));

    [Fact]
    public async Task Whoever_asks_for_recent_records_for_the_first_time_gets_a_place_to_go_on_from()
    {
        await Commit(Sample.Commit(await Claim(One), 3));
        Assert.Empty((await Store.Records.ReadRecent(new HashSet<ShardId> { One }, RecentRecords.NoPosition, None)).Marks);
    }

    [Fact]
    public async Task Recent_records_are_some_of_the_journals_in_order_and_of_no_other_shard()
    {
        var (one, two) = (await Claim(One), await Claim(Two));
        var position = (await Store.Records.ReadRecent(new HashSet<ShardId> { One }, RecentRecords.NoPosition, None)).Position;
        for (var round = 0; round < 3; round++)
        {
            foreach (var count in (int[])[1, 7, 2, 30])
            {
                var (first, second) = (Sample.Commit(one, count), Sample.Commit(two, count + 1));
                await Commit(first);
                await Commit(second);
                (one, two) = (Sample.After(one, first), Sample.After(two, second));
            }

            var recent = await Store.Records.ReadRecent(new HashSet<ShardId> { One }, position, None);
            position = recent.Position;
            var marks = recent.Marks.GetValueOrDefault(One, []);
            Assert.DoesNotContain(Two, recent.Marks.Keys);
            Assert.Equal(marks.OrderBy(m => m.Sequence), marks);
            Assert.Subset((await All(SequenceNumber.None, one.Head)).ToHashSet(), marks.ToHashSet());
            Assert.Equal(marks.Count, marks.Distinct().Count());
            if (FindsRecentRecords)
            {
                Assert.Subset(marks.ToHashSet(), (await All(new SequenceNumber(one.Head.Value - 40), one.Head)).ToHashSet());
            }
        }
    }

    /// <summary>Whether the store keeps the promise for speed as well: it has all that was stored since.</summary>
    protected virtual bool FindsRecentRecords => true;

    private async Task<IEnumerable<long>> Sequences(long after, long upTo) =>
        (await All(new SequenceNumber(after), new SequenceNumber(upTo))).Select(mark => mark.Sequence.Value);

    private async Task<List<RecordMark>> All(SequenceNumber after, SequenceNumber upTo)
    {
        var all = new List<RecordMark>();
        while (await Store.Records.Read(One, after, upTo, None) is { Count: > 0 } marks)
        {
            all.AddRange(marks);
            after = marks[^1].Sequence;
        }

        return all;
    }
}
