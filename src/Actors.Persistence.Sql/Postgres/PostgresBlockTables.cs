using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>
/// Blocks and chunks in PostgreSQL. Chunks are written without waiting for the disk: the log of the server keeps the order, so a mark
/// that survives a crash finds its chunks.
/// </summary>
internal sealed class PostgresBlockTables(PostgresDatabase database) : IBlockTables
{
    // More than a block can have, so that a page is never empty while something is left.
    private const long PageRecords = 4 * CommitPacker.BlockRecordsMax;

    private static readonly string ReadEntities = EmbeddedSql.Script("Postgres", "read_entities");
    private static readonly string ReadTailLengths = EmbeddedSql.Script("Postgres", "read_tail_lengths");
    private static readonly string RelaxDurability = EmbeddedSql.Script("Postgres", "relax_durability");
    private static readonly string HoldMark = EmbeddedSql.Script("Postgres", "hold_mark");
    private static readonly string CopyChunks = EmbeddedSql.Script("Postgres", "copy_chunks");
    private static readonly string InsertChunks = EmbeddedSql.Script("Postgres", "write_chunks");
    private static readonly string UpdateMark = EmbeddedSql.Script("Postgres", "move_mark");
    private static readonly string ResetMarks = EmbeddedSql.Script("Postgres", "reset_marks");
    private static readonly string DeleteChunks = EmbeddedSql.Script("Postgres", "delete_chunks");

    public async Task<EntityPage> Read(
        IReadOnlyList<TailPosition> tails, IReadOnlyList<ChunkRange> chunks, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            ReadEntities,
            [
                Value(tails.Select(t => t.Shard.Value).ToArray()),
                Value(tails.Select(t => t.Known).ToArray()),
                Value(PageRecords),
                Value(chunks.Select(c => c.Shard.Value).ToArray()),
                Value(chunks.Select(c => unchecked((long)c.Hash)).ToArray()),
                Value(chunks.Select(c => c.After).ToArray()),
                Value(chunks.Select(c => c.CountMax).ToArray()),
            ],
            PostgresBlockRow.Read,
            cancellationToken).ConfigureAwait(false);
        return PostgresBlockRow.Page(rows, chunks.Count);
    }

    public async Task<IReadOnlyList<TailLength>> TailLengths(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        await database.Query(
            ReadTailLengths,
            [Value(shards.Select(shard => shard.Value).ToArray())],
            row => new TailLength(new ShardId(row.GetInt32(0)), row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);

    public async Task<bool> WriteChunks(
        ShardId shard, CompactionMark mark, IReadOnlyList<Block> chunks, CancellationToken cancellationToken)
    {
        try
        {
            return await database.Run((connection, token) => Copy(connection, shard, mark, chunks, token), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await InsertMissing(shard, mark, chunks, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<bool> MoveMark(ShardId shard, CompactionMark mark, long upTo, CancellationToken cancellationToken) =>
        database.ExecuteRelaxed([(UpdateMark, [Value(shard.Value), Value(mark.Rebuilds), Value(mark.UpTo), Value(upTo)])], cancellationToken);

    public Task DropChunks(CancellationToken cancellationToken) =>
        database.Execute([(ResetMarks, []), (DeleteChunks, [])], cancellationToken);

    private static async Task<bool> Copy(
        NpgsqlConnection connection, ShardId shard, CompactionMark mark, IReadOnlyList<Block> chunks, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(RelaxDurability));
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(HoldMark) { Parameters = { Value(shard.Value), Value(mark.Rebuilds), Value(mark.UpTo) } });
            if (!await SecondGivesRow(batch, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await ChunkCopy.Run(connection, CopyChunks, chunks, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    // For the rare case that some chunks are there already, from a round that was given up.
    private Task<bool> InsertMissing(ShardId shard, CompactionMark mark, IReadOnlyList<Block> chunks, CancellationToken cancellationToken) =>
        database.ExecuteRelaxed(
            [
                (InsertChunks,
                [
                    Value(shard.Value),
                    Value(mark.Rebuilds),
                    Value(mark.UpTo),
                    Value(chunks.Select(c => unchecked((long)c.Hash(0))).ToArray()),
                    Value(chunks.Select(c => c.Last.Value).ToArray()),
                    Value(chunks.Select(c => c.First.Value).ToArray()),
                    Value(chunks.Select(c => c.Stored).ToArray()),
                ]),
            ],
            cancellationToken);
}
