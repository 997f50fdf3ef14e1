using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>
/// Blocks and chunks in SQLite. Chunks are written without waiting for the disk: the write-ahead log keeps the order, so a mark that
/// survives a crash finds its chunks.
/// </summary>
internal sealed class SqliteBlockTables(SqliteDatabase database) : IBlockTables
{
    // More than a block can have, so that a page is never empty while something is left.
    private const long PageRecords = 4 * CommitPacker.BlockRecordsMax;

    private static readonly string ReadMark = EmbeddedSql.Script("Sqlite", "read_mark");
    private static readonly string ReadTail = EmbeddedSql.Script("Sqlite", "read_tail");
    private static readonly string ReadChunks = EmbeddedSql.Script("Sqlite", "read_chunks");
    private static readonly string InsertChunk = EmbeddedSql.Script("Sqlite", "write_chunk");
    private static readonly string UpdateMark = EmbeddedSql.Script("Sqlite", "move_mark");
    private static readonly string ResetMarks = EmbeddedSql.Script("Sqlite", "reset_marks");
    private static readonly string DeleteChunks = EmbeddedSql.Script("Sqlite", "delete_chunks");

    public Task<EntityPage> Read(
        IReadOnlyList<TailPosition> tails, IReadOnlyList<ChunkRange> chunks, CancellationToken cancellationToken) =>
        database.Read(
            session => new EntityPage([.. tails.Select(tail => Tail(session, tail))], [.. chunks.Select(range => Chunks(session, range))]),
            cancellationToken);

    public Task<IReadOnlyList<TailLength>> TailLengths(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<TailLength>>(
            session => [.. shards.Select(shard => LengthOf(session, shard))], cancellationToken);

    public Task<bool> WriteChunks(ShardId shard, CompactionMark mark, IReadOnlyList<Block> chunks, CancellationToken cancellationToken) =>
        database.WriteRelaxed(session => Write(session, shard, mark, chunks), cancellationToken);

    public Task<bool> MoveMark(ShardId shard, CompactionMark mark, long upTo, CancellationToken cancellationToken) =>
        database.WriteRelaxed(
            session => session.Statement(UpdateMark).Bind(upTo).Bind(shard.Value).Bind(mark.Rebuilds).Bind(mark.UpTo).Run() == 1,
            cancellationToken);

    public Task DropChunks(CancellationToken cancellationToken) =>
        database.Write(
            session =>
            {
                session.Statement(ResetMarks).Run();
                return session.Statement(DeleteChunks).Run();
            },
            cancellationToken);

    /// <summary>Opens the blocks of all rows of a statement that gives first sequences and data.</summary>
    public static List<Block> Blocks(SqliteStatement row, Func<SqliteStatement, ShardId> shardOf)
    {
        var blocks = new List<Block>();
        while (row.Next())
        {
            blocks.Add(Block.Open(row.Bytes(1), shardOf(row), new SequenceNumber(row.Number(0))));
        }

        return blocks;
    }

    private static bool Write(SqliteSession session, ShardId shard, CompactionMark mark, IReadOnlyList<Block> chunks)
    {
        if (Mark(session, shard).Mark != mark)
        {
            return false;
        }

        foreach (var chunk in chunks)
        {
            session.Statement(InsertChunk)
                .Bind(shard.Value).Bind(unchecked((long)chunk.Hash(0))).Bind(chunk.Last.Value).Bind(chunk.First.Value).Bind(chunk.Stored.Span)
                .Run();
        }

        return true;
    }

    private static TailLength LengthOf(SqliteSession session, ShardId shard)
    {
        var (mark, head) = Mark(session, shard);
        return new TailLength(shard, head - mark.UpTo);
    }

    private static TailPage Tail(SqliteSession session, TailPosition tail)
    {
        var (mark, head) = Mark(session, tail.Shard);
        var after = Math.Max(tail.Known, mark.UpTo);
        var row = session.Statement(ReadTail).Bind(tail.Shard.Value).Bind(after).Bind(after + PageRecords);
        return new TailPage(tail.Shard, mark, head, Blocks(row, _ => tail.Shard));
    }

    private static List<Block> Chunks(SqliteSession session, ChunkRange range) => Blocks(
        session.Statement(ReadChunks).Bind(range.Shard.Value).Bind(unchecked((long)range.Hash)).Bind(range.After).Bind(range.CountMax),
        _ => range.Shard);

    private static (CompactionMark Mark, long Head) Mark(SqliteSession session, ShardId shard)
    {
        (CompactionMark, long) found = default;
        var row = session.Statement(ReadMark).Bind(shard.Value);
        while (row.Next())
        {
            found = (new CompactionMark(row.Number(0), row.Number(1)), row.Number(2));
        }

        return found;
    }
}
