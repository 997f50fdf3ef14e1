using Actors.Journal;
using Actors.Projections.Audits;
using Actors.Sharding;
using FsCheck;
using FsCheck.Fluent;
using static Actors.Tests.Projections.RecordFoldTests;

namespace Actors.Tests.Projections;

/// <summary>The search names the records that are to blame.</summary>
public sealed class SkipSearchTests
{
    private static readonly ShardId Shard = new(3);

    private static readonly Gen<(RecordMark[] Marks, RecordFold Before, int At, int Length)> Stretches =
        from first in Gen.Choose(1, 1_000_000)
        from count in Gen.Choose(1, 60)
        from hashes in Gen.Choose(1, 1_000).ArrayOf(count)
        from before in Gen.Choose(0, int.MaxValue)
        from at in Gen.Choose(0, count - 1)
        from length in Gen.Choose(1, count - at)
        select (hashes.Select((hash, i) => Mark(first + i, (ulong)hash)).ToArray(), new RecordFold(first - 1, (ulong)before), at, length);

    [Fact]
    public void A_run_that_was_skipped_is_named() => Property.Holds(Stretches, s =>
    {
        var found = Search(s.Marks, s.Before, [.. s.Marks[..s.At], .. s.Marks[(s.At + s.Length)..]]);
        Assert.Equal([Exactly(SkipKind.Skipped, s.Marks, s.At, s.Length)], found);
    });

    [Fact]
    public void A_run_that_was_repeated_is_named() => Property.Holds(Stretches, s =>
    {
        var found = Search(s.Marks, s.Before, [.. s.Marks[..(s.At + s.Length)], .. s.Marks[s.At..]]);
        Assert.Equal([Exactly(SkipKind.Repeated, s.Marks, s.At, s.Length)], found);
    });

    [Fact]
    public void A_run_that_is_gone_from_the_journal_is_named() => Property.Holds(Stretches, s =>
    {
        var found = Search([.. s.Marks[..s.At], .. s.Marks[(s.At + s.Length)..]], s.Before, s.Marks, s.Marks[^1].Sequence);
        Assert.Equal([Exactly(SkipKind.MissingInJournal, s.Marks, s.At, s.Length)], found);
    });

    [Fact]
    public void Two_single_records_that_were_skipped_are_named() => Property.Holds(Stretches.Where(s => s.Marks.Length - s.At > 2), s =>
    {
        var (one, two) = (s.At, s.Marks.Length - 1);
        var found = Search(s.Marks, s.Before, s.Marks.Where((_, i) => i != one && i != two));
        Assert.Equal([Exactly(SkipKind.Skipped, s.Marks, one, 1), Exactly(SkipKind.Skipped, s.Marks, two, 1)], found);
    });

    [Fact]
    public void Two_neighbours_that_were_swapped_are_named() => Property.Holds(Stretches.Where(s => s.Marks.Length - s.At > 1), s =>
    {
        var given = s.Marks.ToArray();
        (given[s.At], given[s.At + 1]) = (given[s.At + 1], given[s.At]);
        Assert.Equal([Exactly(SkipKind.Different, s.Marks, s.At, 2)], Search(s.Marks, s.Before, given));
    });

    [Fact]
    public void A_record_that_came_as_its_neighbour_is_named() => Property.Holds(
        Stretches.Where(s => s.At > 0 && s.Marks[s.At].EntityHash != s.Marks[s.At - 1].EntityHash), s =>
        {
            var given = s.Marks.ToArray();
            given[s.At] = given[s.At] with { EntityHash = given[s.At - 1].EntityHash };
            Assert.Equal([Exactly(SkipKind.Different, s.Marks, s.At, 1)], Search(s.Marks, s.Before, given));
        });

    [Fact]
    public void What_it_cannot_explain_it_narrows_down_to_the_stretch()
    {
        var marks = Enumerable.Range(11, 50).Select(i => Mark(i, (ulong)i)).ToArray();
        var found = Search(marks, new RecordFold(10, 5), marks.Where((_, i) => i is not (3 or 17 or 40)));
        Assert.Equal([new ProjectionSkip(Shard, SkipKind.Skipped, new SequenceNumber(11), new SequenceNumber(60), 3, IsExact: false)], found);
        Assert.Equal("3 records never reached the projection: somewhere in 3:11 to 3:60", found[0].ToString());
    }

    private static IReadOnlyList<ProjectionSkip> Search(
        RecordMark[] marks, RecordFold before, IEnumerable<RecordMark> given, SequenceNumber? last = null)
    {
        var stretch = new Stretch(new SequenceNumber(before.Count), before);
        foreach (var mark in marks)
        {
            stretch.Add(mark);
        }

        var fold = Fold(given, before);
        var offset = last ?? marks[^1].Sequence;
        stretch.End(offset);
        return stretch.Explain(new ProjectionPlace(0, Shard, offset, fold, SequenceNumber.None, before), fold);
    }

    private static ProjectionSkip Exactly(SkipKind kind, RecordMark[] marks, int at, int length) =>
        new(Shard, kind, marks[at].Sequence, marks[at + length - 1].Sequence, length, IsExact: true);
}
