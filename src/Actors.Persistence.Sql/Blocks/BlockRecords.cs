using System.Text;
using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Decodes the wanted records of blocks and chunks.</summary>
internal static class BlockRecords
{
    private const int KeyBytesMax = EntityType.LengthMax + 1 + (EntityId.LengthMax * 3);

    /// <summary>Whether the record after a place is in none of the blocks.</summary>
    public static bool BeginLate(IReadOnlyList<Block> blocks, SequenceNumber after) =>
        blocks.Count == 0 || blocks[0].First.Value > after.Value + 1;

    /// <summary>The records of neighbouring blocks after a place, up to a limit.</summary>
    /// <exception cref="FormatException">A block between them is missing, or a record is damaged.</exception>
    public static List<JournalRecord> After(IReadOnlyList<Block> blocks, SequenceNumber after, int limit, WireNames names)
    {
        var records = new List<JournalRecord>();
        var last = after.Value;
        foreach (var block in blocks)
        {
            if (block.First.Value > last + 1)
            {
                throw Missing(block.Shard, last + 1);
            }

            last = block.Last.Value;
            var start = (int)Math.Max(0, after.Value + 1 - block.First.Value);
            for (var i = start; i < block.Count && records.Count < limit; i++)
            {
                records.Add(block.Record(i, names));
            }
        }

        return records;
    }

    /// <summary>An entity's records: up to the mark from its chunks, and from there on from the tail of its shard.</summary>
    public static List<JournalRecord> Of(EntityPosition position, IReadOnlyList<Block> chunks, in TailView tail, WireNames names)
    {
        Span<byte> buffer = stackalloc byte[KeyBytesMax];
        var key = buffer[..Encoding.UTF8.GetBytes(position.Entity.ToString(), buffer)];
        var records = new List<JournalRecord>();
        var last = position.After.Value;
        foreach (var chunk in chunks)
        {
            for (var i = 0; i < chunk.Count && records.Count < position.Limit; i++)
            {
                // Chunks of a round that was given up may overlap with later ones; what lies above the mark is in the tail.
                var sequence = chunk.Sequence(i).Value;
                if (sequence > last && sequence <= tail.Mark.UpTo)
                {
                    last = sequence;
                    Add(records, chunk.RecordOf(i, position.Entity, key, names));
                }
            }
        }

        while (records.Count < position.Limit && tail.Find(position.Entity.Hash, last) is { } next)
        {
            Add(records, next.Block.RecordOf(next.Index, position.Entity, key, names));
            last = next.Sequence.Value;
        }

        return records;
    }

    /// <summary>The error for a block that nobody finds.</summary>
    public static FormatException Missing(ShardId shard, long sequence) => new(
        $"Shard {shard} has records after {sequence}, but not this one: its block is missing. Restore the journal from a backup.");

    private static void Add(List<JournalRecord> records, JournalRecord? record)
    {
        if (record is not null)
        {
            records.Add(record);
        }
    }
}
