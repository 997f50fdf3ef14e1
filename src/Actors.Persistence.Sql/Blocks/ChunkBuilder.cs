using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Sorts the records of blocks by entity, without decoding them.</summary>
internal static class ChunkBuilder
{
    /// <summary>One chunk for each entity hash, in order of the hashes, each with all its records after the mark.</summary>
    public static IEnumerable<Block> Build(IReadOnlyList<Block> blocks, CompactionMark mark)
    {
        var entries = EntriesOf(blocks, mark);
        var hashes = Array.ConvertAll(entries, entry => entry.Hash);
        Array.Sort(hashes, entries);
        var writer = new BlockWriter();
        for (var start = 0; start < entries.Length;)
        {
            var end = start + 1;
            while (end < entries.Length && hashes[end] == hashes[start])
            {
                end++;
            }

            // The sort above does not keep the order of equal hashes.
            Array.Sort(entries, start, end - start, InOrder);
            yield return writer.Copy(new ArraySegment<BlockEntry>(entries, start, end - start));
            start = end;
        }
    }

    private static readonly Comparer<BlockEntry> InOrder = Comparer<BlockEntry>.Create((left, right) => left.Sequence.CompareTo(right.Sequence));

    private static BlockEntry[] EntriesOf(IReadOnlyList<Block> blocks, CompactionMark mark)
    {
        var entries = new List<BlockEntry>(blocks.Sum(block => block.Count));
        foreach (var block in blocks)
        {
            for (var i = 0; i < block.Count; i++)
            {
                if (block.Sequence(i).Value > mark.UpTo)
                {
                    entries.Add(new BlockEntry(block, i));
                }
            }
        }

        return [.. entries];
    }
}
