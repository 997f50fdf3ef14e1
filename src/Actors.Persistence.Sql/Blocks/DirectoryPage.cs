using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Turns the first bytes of some blocks into the marks of a stretch of records.</summary>
internal static class DirectoryPage
{
    /// <summary>How many records are read at once, and the rest of the last one's block.</summary>
    public const int RecordsMax = 2_048;

    /// <summary>The bytes of a block's header, and of each record behind it.</summary>
    public static (long Header, long Entry) Lengths { get; } = (BlockDirectory.Length(0), BlockDirectory.Length(1) - BlockDirectory.Length(0));

    /// <summary>The last record of a page of a stretch.</summary>
    public static long EndOf(SequenceNumber after, SequenceNumber upTo) => Math.Min(upTo.Value, after.Value + RecordsMax);

    /// <summary>Leaves those between two places, in order: the first block and the last may reach beyond.</summary>
    public static IReadOnlyList<RecordMark> Within(SequenceNumber after, SequenceNumber upTo, List<RecordMark> marks)
    {
        marks.RemoveAll(mark => mark.Sequence <= after || mark.Sequence > upTo);
        InOrder(marks);
        return marks;
    }

    /// <summary>The marks of some shards, each in order.</summary>
    public static IReadOnlyDictionary<ShardId, IReadOnlyList<RecordMark>> InOrder(Dictionary<ShardId, List<RecordMark>> marks)
    {
        foreach (var list in marks.Values)
        {
            InOrder(list);
        }

        return marks.ToDictionary(m => m.Key, IReadOnlyList<RecordMark> (m) => m.Value);
    }

    /// <summary>Adds the marks of a block where they belong: mostly at the end, or a page's blocks before it.</summary>
    public static void Place(List<RecordMark> marks, List<RecordMark> block)
    {
        var place = marks.Count;
        while (place > 0 && marks[place - 1].Sequence > block[0].Sequence)
        {
            place--;
        }

        marks.InsertRange(place, block);
    }

    private static void InOrder(List<RecordMark> marks)
    {
        for (var i = 1; i < marks.Count; i++)
        {
            if (marks[i].Sequence < marks[i - 1].Sequence)
            {
                marks.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
                return;
            }
        }
    }
}
