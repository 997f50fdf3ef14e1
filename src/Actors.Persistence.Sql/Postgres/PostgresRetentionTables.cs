using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>Removal in PostgreSQL, without waiting for the disk: what a crash takes back is removed again.</summary>
internal sealed class PostgresRetentionTables(PostgresDatabase database) : IRetentionTables
{
    private static readonly string ReadPlace = EmbeddedSql.Script("Postgres", "read_removal_place");
    private static readonly string ReadRemoved = EmbeddedSql.Script("Postgres", "read_removed");
    private static readonly string ReadBlockEnds = EmbeddedSql.Script("Postgres", "read_block_ends");
    private static readonly string ReadOneBlock = EmbeddedSql.Script("Postgres", "read_block");
    private static readonly string RemoveBlocks = EmbeddedSql.Script("Postgres", "remove_log");
    private static readonly string ReadHashes = EmbeddedSql.Script("Postgres", "read_history_hashes");
    private static readonly string ReadSnapshots = EmbeddedSql.Script("Postgres", "read_history_snapshots");
    private static readonly string ReadChunks = EmbeddedSql.Script("Postgres", "read_history_chunks");
    private static readonly string HoldEpoch = EmbeddedSql.Script("Postgres", "hold_epoch");
    private static readonly string RemoveHistory = EmbeddedSql.Script("Postgres", "remove_history");

    public async Task<RemovalPlace?> Place(ShardId shard, Epoch epoch, CancellationToken cancellationToken)
    {
        var places = await database.Query(
            ReadPlace,
            [Value(shard.Value), Value(epoch.Value)],
            row => new RemovalPlace(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken).ConfigureAwait(false);
        return places.SingleOrDefault();
    }

    public async Task<long> RemovedUpTo(ShardId shard, CancellationToken cancellationToken)
    {
        var rows = await database.Query(ReadRemoved, [Value(shard.Value)], row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return rows.SingleOrDefault();
    }

    public async Task<IReadOnlyList<long>> BlockEnds(ShardId shard, long after, long upTo, int countMax, CancellationToken cancellationToken) =>
        await database.Query(
            ReadBlockEnds,
            [Value(shard.Value), Value(after), Value(upTo), Value(countMax)],
            row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);

    public async Task<Block?> ReadBlock(ShardId shard, long last, CancellationToken cancellationToken)
    {
        var blocks = await database.Query(
            ReadOneBlock, [Value(shard.Value), Value(last)], row => Open(row, shard), cancellationToken).ConfigureAwait(false);
        return blocks is [var block] ? block : null;
    }

    public Task<bool> RemoveLog(ShardId shard, Epoch epoch, long removed, long upTo, CancellationToken cancellationToken) =>
        database.ExecuteRelaxed([(RemoveBlocks, [Value(shard.Value), Value(epoch.Value), Value(removed), Value(upTo)])], cancellationToken);

    public async Task<IReadOnlyList<StoredHistory>> Histories(
        ShardId shard, long fromHash, long upTo, int countMax, int chunksMax, CancellationToken cancellationToken)
    {
        var hashes = await database.Query(
            ReadHashes, [Value(shard.Value), Value(fromHash), Value(upTo), Value(countMax)], row => row.GetInt64(0), cancellationToken)
            .ConfigureAwait(false);
        if (hashes.Count == 0)
        {
            return [];
        }

        var snapshots = await database.Query(
            ReadSnapshots, [Value(hashes.ToArray())], row => (Hash: row.GetInt64(0), Snapshot: Snapshot(row)), cancellationToken)
            .ConfigureAwait(false);
        var chunks = await database.Query(
            ReadChunks,
            [Value(shard.Value), Value(hashes.ToArray()), Value(upTo), Value(chunksMax)],
            row => (Hash: row.GetInt64(0), Chunk: new StoredChunk(row.GetInt64(1), row.GetFieldValue<byte[]>(2))),
            cancellationToken).ConfigureAwait(false);
        var (snapshotsOf, chunksOf) = (snapshots.ToLookup(s => s.Hash, s => s.Snapshot), chunks.ToLookup(c => c.Hash, c => c.Chunk));
        return hashes.ConvertAll(hash => new StoredHistory(hash, [.. snapshotsOf[hash]], [.. chunksOf[hash]]));
    }

    public Task<bool> RemoveHistories(ShardId shard, Epoch epoch, IReadOnlyList<Block> standIns, CancellationToken cancellationToken) =>
        database.ExecuteRelaxed(
            [
                (HoldEpoch, [Value(shard.Value), Value(epoch.Value)]),
                .. standIns.Select(block => (
                    RemoveHistory,
                    (NpgsqlParameter[])
                    [
                        Value(shard.Value),
                        Value(epoch.Value),
                        Value(unchecked((long)block.Hash(0))),
                        Value(block.Last.Value),
                        Value(block.First.Value),
                        Value(block.Stored),
                    ])),
            ],
            cancellationToken);

    private static Block Open(NpgsqlDataReader row, ShardId shard) =>
        Block.Open(row.GetFieldValue<byte[]>(1), shard, new SequenceNumber(row.GetInt64(0)));

    private static Snapshot Snapshot(NpgsqlDataReader row) => new(
        EntityKey.Parse(row.GetString(1)),
        new SequenceNumber(row.GetInt64(2)),
        new EntityVersion(row.GetInt64(3)),
        row.GetFieldValue<byte[]>(4));
}
