using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>A shard's tail at one moment. What is appended or trimmed later does not change it.</summary>
/// <param name="mark">How far the shard is compacted.</param>
/// <param name="blocks">Blocks without a gap; the last one after the mark comes last.</param>
/// <param name="hashes">The entity hash of each of their records.</param>
internal readonly struct TailView(CompactionMark mark, ArraySegment<Block> blocks, ArraySegment<ulong> hashes)
{
    /// <summary>How far the shard is compacted.</summary>
    public CompactionMark Mark => mark;

    /// <summary>The blocks.</summary>
    public ArraySegment<Block> Blocks => blocks;

    /// <summary>The last record.</summary>
    public long End => blocks.Count == 0 ? mark.UpTo : blocks[^1].Last.Value;

    /// <summary>The first record with a hash after a place; <see langword="null"/> when there is none.</summary>
    public BlockEntry? Find(ulong hash, long after)
    {
        if (blocks.Count == 0)
        {
            return null;
        }

        var first = blocks[0].First.Value;
        var start = (int)Math.Clamp(Math.Max(after, mark.UpTo) + 1 - first, 0, hashes.Count);
        var found = hashes.AsSpan(start).IndexOf(hash);
        return found < 0 ? null : EntryOf(first + start + found);
    }

    private BlockEntry EntryOf(long sequence)
    {
        var (low, high) = (0, blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = blocks[middle].First.Value <= sequence ? (middle, high) : (low, middle - 1);
        }

        return new BlockEntry(blocks[low], (int)(sequence - blocks[low].First.Value));
    }
}
