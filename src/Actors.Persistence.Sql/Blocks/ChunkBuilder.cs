using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Sorts the records of blocks by entity, without decoding them.</summary>
internal static class ChunkBuilder
{
    /// <summary>One chunk for each entity hash, in order of the hashes, each with all its records after the mark.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="mark">What was filed before.</param>
    /// <param name="memory">Where the chunks go.</param>
    public static IEnumerable<Block> Build(IReadOnlyList<Block> blocks, CompactionMark mark, IBlockMemory memory)
    {
        var entries = EntriesOf(blocks, mark);
        var (hashes, places) = (new ulong[entries.Count], new int[entries.Count]);
        for (var i = 0; i < places.Length; i++)
        {
            var (block, index) = entries[i];
            (hashes[i], places[i]) = (blocks[block].Hash(index), i);
        }

        Array.Sort(hashes, places);
        var writer = new BlockWriter();
        var records = new List<BlockEntry>();
        for (var start = 0; start < places.Length;)
        {
            var end = start + 1;
            while (end < places.Length && hashes[end] == hashes[start])
            {
                end++;
            }

            // The sort above does not keep the order of equal hashes; entries stand in order of their sequence numbers.
            Array.Sort(places, start, end - start);
            records.Clear();
            for (; start < end; start++)
            {
                var (block, index) = entries[places[start]];
                records.Add(new BlockEntry(blocks[block], index));
            }

            yield return writer.Copy(records, memory);
        }
    }

    /// <summary>
    /// Puts chunks together for one statement each: neither many nor large, because what commits waits for it. A slice is over when the next
    /// one is asked for.
    /// </summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="countMax">The most of a slice.</param>
    /// <param name="bytesMax">About the most bytes of a slice.</param>
    /// <param name="memory">Where the chunks are; used again for each slice.</param>
    public static IEnumerable<IReadOnlyList<Block>> Slices(IEnumerable<Block> chunks, int countMax, int bytesMax, PooledMemory memory)
    {
        var (slice, bytes) = (new List<Block>(countMax), 0);
        foreach (var chunk in chunks)
        {
            slice.Add(chunk);
            bytes += chunk.Stored.Length;
            if (slice.Count >= countMax || bytes >= bytesMax)
            {
                yield return slice;
                slice.Clear();
                bytes = 0;
                memory.Reuse();
            }
        }

        if (slice.Count > 0)
        {
            yield return slice;
        }
    }

    /// <summary>Where each record is: as numbers, which the garbage collector need not follow.</summary>
    private static List<(int Block, int Index)> EntriesOf(IReadOnlyList<Block> blocks, CompactionMark mark)
    {
        var entries = new List<(int Block, int Index)>(blocks.Sum(block => block.Count));
        for (var place = 0; place < blocks.Count; place++)
        {
            var block = blocks[place];
            for (var i = 0; i < block.Count; i++)
            {
                if (block.Sequence(i).Value > mark.UpTo)
                {
                    entries.Add((place, i));
                }
            }
        }

        return entries;
    }
}
