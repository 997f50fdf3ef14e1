using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Sharding;
using Npgsql;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>One row of tails and chunks: a block with the state of its shard, a shard without newer blocks, or a chunk.</summary>
internal readonly record struct PostgresBlockRow(bool IsChunk, long Place, ShardId Shard, CompactionMark Mark, long Head, Block? Block)
{
    public static PostgresBlockRow Read(NpgsqlDataReader row)
    {
        var shard = new ShardId(row.GetInt32(2));
        return new PostgresBlockRow(
            row.GetInt32(0) == 1,
            row.GetInt64(1),
            shard,
            new CompactionMark(row.GetInt64(3), row.GetInt64(4)),
            row.GetInt64(5),
            row.IsDBNull(7) ? null : Actors.Journal.Blocks.Block.Open(row.GetFieldValue<byte[]>(7), shard, new SequenceNumber(row.GetInt64(6))));
    }

    /// <summary>Puts rows together; those of a shard or an entity stand together and in order.</summary>
    public static EntityPage Page(List<PostgresBlockRow> rows, int chunkLists)
    {
        var tails = new List<TailPage>();
        var chunks = new List<Block>[chunkLists];
        for (var i = 0; i < chunks.Length; i++)
        {
            chunks[i] = [];
        }

        foreach (var row in rows)
        {
            if (row.IsChunk)
            {
                chunks[(int)row.Place - 1].Add(row.Block!.Value);
                continue;
            }

            if (tails.Count == 0 || tails[^1].Shard != row.Shard)
            {
                tails.Add(new TailPage(row.Shard, row.Mark, row.Head, new List<Block>()));
            }

            if (row.Block is { } block)
            {
                ((List<Block>)tails[^1].Blocks).Add(block);
            }
        }

        return new EntityPage(tails, chunks);
    }
}
