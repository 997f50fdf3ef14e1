using Actors.Journal;
using Actors.Projections.Audits;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Projections;

/// <summary>The fold tells two lists of records apart, and joins.</summary>
public sealed class RecordFoldTests
{
    private static readonly Gen<RecordMark[]> Lists =
        from first in Gen.Choose(1, 1_000_000)
        from count in Gen.Choose(0, 40)
        from hashes in Gen.Choose(1, 5).ArrayOf(count)
        select hashes.Select((hash, i) => Mark(first + i, (ulong)hash)).ToArray();

    [Fact]
    public void Its_values_never_change()
    {
        var fold = RecordFold.None.Add(Mark(1, 17)).Add(Mark(2, ulong.MaxValue)).Add(Mark(long.MaxValue, 0));
        Assert.Equal(GoldenFold, fold);
    }

    [Fact]
    public void Two_lists_have_one_fold_only_if_they_are_the_same() => Property.Holds(
        from one in Lists from two in Gen.OneOf(Lists, Changed(one)) select (one, two),
        lists => Assert.Equal(lists.one.SequenceEqual(lists.two), Fold(lists.one) == Fold(lists.two)),
        cases: 2_000);

    [Fact]
    public void Folds_of_neighbours_join_to_the_fold_of_both() => Property.Holds(
        from one in Lists from two in Lists select (one, two),
        lists => Assert.Equal(Fold([.. lists.one, .. lists.two]), Fold(lists.one).Join(Fold(lists.two))));

    [Fact]
    public void A_value_fits_a_signed_column() => Property.Holds(Lists, list => Assert.InRange((long)Fold(list).Value, 0, (1L << 61) - 2));

    internal static RecordMark Mark(long sequence, ulong hash) => new(new SequenceNumber(sequence), hash);

    internal static RecordFold Fold(IEnumerable<RecordMark> marks, RecordFold start = default) => marks.Aggregate(start, (fold, mark) => fold.Add(mark));

    private static RecordFold GoldenFold => new(3, 1688687766399038388);

    private static Gen<RecordMark[]> Changed(RecordMark[] list) =>
        from at in Gen.Choose(0, Math.Max(0, list.Length - 1))
        from other in Gen.Choose(0, Math.Max(0, list.Length - 1))
        from change in Gen.Choose(0, 3)
        select list.Length == 0 ? list : Change(list, at, other, change);

    private static RecordMark[] Change(RecordMark[] list, int at, int other, int change)
    {
        var copy = list.ToList();
        switch (change)
        {
            case 0:
                copy.RemoveAt(at);
                break;
            case 1:
                copy.Insert(other, copy[at]);
                break;
            case 2:
                (copy[at], copy[other]) = (copy[other], copy[at]);
                break;
            default:
                copy[at] = copy[at] with { EntityHash = copy[other].EntityHash };
                break;
        }

        return [.. copy];
    }
}
