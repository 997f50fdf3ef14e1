using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Packs commits into blocks. Thread-safe.</summary>
internal sealed class CommitPacker
{
    /// <summary>The most records of a block: readers rely on it to know how far one block can reach.</summary>
    public const int BlockRecordsMax = 4_096;

    private const int BlockBytesMax = 1 << 20;

    private readonly ConcurrentBag<BlockWriter> _writers = [];

    /// <summary>Packs commits; of each shard its own blocks.</summary>
    /// <param name="commits">The commits.</param>
    /// <param name="memory">Where the blocks go.</param>
    public PackedCommit[] Pack(IReadOnlyList<ShardCommit> commits, IBlockMemory memory)
    {
        var writer = _writers.TryTake(out var idle) ? idle : new BlockWriter();
        var packed = new PackedCommit[commits.Count];
        for (var i = 0; i < packed.Length; i++)
        {
            packed[i] = new PackedCommit(commits[i], Pack(writer, commits[i].Records, memory));
        }

        _writers.Add(writer);
        return packed;
    }

    /// <summary>Packs neighbouring records of one shard.</summary>
    public static List<Block> Pack(BlockWriter writer, IReadOnlyList<JournalRecord> records, IBlockMemory? memory = null)
    {
        var blocks = new List<Block>(1);
        for (var start = 0; start < records.Count;)
        {
            var count = CountOf(records, start);
            blocks.Add(writer.Pack(records, start, count, memory));
            start += count;
        }

        return blocks;
    }

    private static int CountOf(IReadOnlyList<JournalRecord> records, int start)
    {
        var end = Math.Min(records.Count, start + BlockRecordsMax);
        var bytes = LengthOf(records[start]);
        for (var i = start + 1; i < end; i++)
        {
            bytes += LengthOf(records[i]);
            if (bytes > BlockBytesMax)
            {
                return i - start;
            }
        }

        return end - start;
    }

    /// <summary>
    /// About how long a record will be. To ask its parts themselves also brings them into the processor's cache, those of many records at
    /// once; the writer would wait for each.
    /// </summary>
    private static long LengthOf(JournalRecord record) => record.Payload.Span.Length + record.Entity.Id.Value.Length;
}
