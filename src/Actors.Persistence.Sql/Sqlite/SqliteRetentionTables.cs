using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Removal in SQLite, without waiting for the disk: what a crash takes back is removed again. The file keeps its size, and uses the room again.</summary>
internal sealed class SqliteRetentionTables(SqliteDatabase database) : IRetentionTables
{
    private static readonly string ReadPlace = EmbeddedSql.Script("Sqlite", "read_removal_place");
    private static readonly string ReadRemoved = EmbeddedSql.Script("Sqlite", "read_removed");
    private static readonly string ReadBlockEnds = EmbeddedSql.Script("Sqlite", "read_block_ends");
    private static readonly string ReadOneBlock = EmbeddedSql.Script("Sqlite", "read_block");
    private static readonly string MoveRemoved = EmbeddedSql.Script("Sqlite", "move_removed");
    private static readonly string RemoveBlocks = EmbeddedSql.Script("Sqlite", "remove_blocks");
    private static readonly string ReadHashes = EmbeddedSql.Script("Sqlite", "read_history_hashes");
    private static readonly string ReadSnapshots = EmbeddedSql.Script("Sqlite", "read_history_snapshots");
    private static readonly string ReadChunks = EmbeddedSql.Script("Sqlite", "read_history_chunks");
    private static readonly string MarkHistory = EmbeddedSql.Script("Sqlite", "mark_history");
    private static readonly string RemoveHistory = EmbeddedSql.Script("Sqlite", "remove_history");

    public Task<RemovalPlace?> Place(ShardId shard, Epoch epoch, CancellationToken cancellationToken) =>
        database.Read(session => Place(session, shard, epoch), cancellationToken);

    public Task<long> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) => database.Read(
        session => Numbers(session.Statement(ReadRemoved).Bind(shard.Value)).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<long>> BlockEnds(ShardId shard, long after, long upTo, int countMax, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<long>>(
            session => Numbers(session.Statement(ReadBlockEnds).Bind(shard.Value).Bind(after).Bind(upTo).Bind(countMax)), cancellationToken);

    public Task<Block?> ReadBlock(ShardId shard, long last, CancellationToken cancellationToken) => database.Read(
        session => SqliteBlockTables.Blocks(session.Statement(ReadOneBlock).Bind(shard.Value).Bind(last), _ => shard) is [var block] ? block : (Block?)null,
        cancellationToken);

    public Task<bool> RemoveLog(ShardId shard, Epoch epoch, long removed, long upTo, CancellationToken cancellationToken) =>
        database.WriteRelaxed(
            session =>
            {
                if (session.Statement(MoveRemoved).Bind(shard.Value).Bind(epoch.Value).Bind(removed).Bind(upTo).Run() != 1)
                {
                    return false;
                }

                session.Statement(RemoveBlocks).Bind(shard.Value).Bind(upTo).Run();
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<StoredHistory>> Histories(
        ShardId shard, long fromHash, long upTo, int countMax, int chunksMax, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<StoredHistory>>(
            session => Numbers(session.Statement(ReadHashes).Bind(shard.Value).Bind(fromHash).Bind(upTo).Bind(countMax)).ConvertAll(
                hash => new StoredHistory(
                    hash,
                    Snapshots(session.Statement(ReadSnapshots).Bind(hash)),
                    Chunks(session.Statement(ReadChunks).Bind(shard.Value).Bind(hash).Bind(upTo).Bind(chunksMax)))),
            cancellationToken);

    public Task<bool> RemoveHistories(ShardId shard, Epoch epoch, IReadOnlyList<Block> standIns, CancellationToken cancellationToken) =>
        database.WriteRelaxed(
            session =>
            {
                if (Place(session, shard, epoch) is null)
                {
                    return false;
                }

                foreach (var block in standIns)
                {
                    Replace(session, shard, block);
                }

                return true;
            },
            cancellationToken);

    // The last chunk becomes what stands for all of them; nothing happens where somebody else has removed it already.
    private static void Replace(SqliteSession session, ShardId shard, Block standIn)
    {
        var hash = unchecked((long)standIn.Hash(0));
        if (session.Statement(MarkHistory)
            .Bind(standIn.First.Value).Bind(standIn.Stored.Span).Bind(shard.Value).Bind(hash).Bind(standIn.Last.Value).Run() == 1)
        {
            session.Statement(RemoveHistory).Bind(shard.Value).Bind(hash).Bind(standIn.Last.Value).Run();
        }
    }

    private static RemovalPlace? Place(SqliteSession session, ShardId shard, Epoch epoch)
    {
        RemovalPlace? place = null;
        var row = session.Statement(ReadPlace).Bind(shard.Value).Bind(epoch.Value);
        while (row.Next())
        {
            place = new RemovalPlace(row.Number(0), row.Number(1), row.Number(2));
        }

        return place;
    }

    private static List<Snapshot> Snapshots(SqliteStatement row)
    {
        var snapshots = new List<Snapshot>();
        while (row.Next())
        {
            snapshots.Add(new Snapshot(
                EntityKey.Parse(row.Text(0)), new SequenceNumber(row.Number(1)), new EntityVersion(row.Number(2)), row.Bytes(3)));
        }

        return snapshots;
    }

    private static List<StoredChunk> Chunks(SqliteStatement row)
    {
        var chunks = new List<StoredChunk>();
        while (row.Next())
        {
            chunks.Add(new StoredChunk(row.Number(0), row.Bytes(1)));
        }

        return chunks;
    }

    private static List<long> Numbers(SqliteStatement row)
    {
        var numbers = new List<long>();
        while (row.Next())
        {
            numbers.Add(row.Number(0));
        }

        return numbers;
    }
}
