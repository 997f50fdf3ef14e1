using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Turns the first bytes of some blocks into the marks of a stretch of records.</summary>
internal static class DirectoryPage
{
    /// <summary>How many blocks are read at once.</summary>
    public const int BlocksMax = 500;

    /// <summary>The bytes of a block's header, and of each record behind it.</summary>
    public static (long Header, long Entry) Lengths { get; } = (BlockDirectory.Length(0), BlockDirectory.Length(1) - BlockDirectory.Length(0));

    /// <summary>The marks between two places.</summary>
    /// <exception cref="FormatException">A block is damaged.</exception>
    public static IReadOnlyList<RecordMark> Marks(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, IEnumerable<(long First, byte[] Bytes)> blocks)
    {
        var marks = new List<RecordMark>();
        foreach (var (first, bytes) in blocks)
        {
            BlockDirectory.Read(bytes, shard, new SequenceNumber(first), marks);
        }

        return Within(after, upTo, marks);
    }

    /// <summary>Leaves those between two places: the first block and the last may reach beyond.</summary>
    public static IReadOnlyList<RecordMark> Within(SequenceNumber after, SequenceNumber upTo, List<RecordMark> marks)
    {
        marks.RemoveAll(mark => mark.Sequence <= after || mark.Sequence > upTo);
        return marks;
    }
}
