using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Journal.Retention;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Actors.Timers;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>The journal in PostgreSQL. See <see cref="PostgresCommit"/> for the way of a commit.</summary>
internal sealed class PostgresJournal(
    PostgresDatabase database,
    TailCache tails,
    Compactor compactor,
    EntityReader entities,
    IRetentionTables removal,
    WireNames names,
    ILogger logger) : IJournal
{
    private static readonly string ClaimShards = EmbeddedSql.Script("Postgres", "claim_shards");
    private static readonly string ReleaseShard = EmbeddedSql.Script("Postgres", "release_shard");
    private static readonly string ReadCheckpoints = EmbeddedSql.Script("Postgres", "read_checkpoints");
    private static readonly string ReadHeads = EmbeddedSql.Script("Postgres", "read_heads");
    private static readonly string LockHeads = EmbeddedSql.Script("Postgres", "lock_heads");
    private static readonly string ReadBlocks = EmbeddedSql.Script("Postgres", "read_blocks");
    private static readonly string ReadDueTimers = EmbeddedSql.Script("Postgres", "read_due_timers");
    private static readonly string ReadNextTimer = EmbeddedSql.Script("Postgres", "read_next_timer");

    private readonly CommitPacker _packer = new();

    public ShardCount ShardCount => tails.ShardCount;

    public async Task<IReadOnlyList<ShardClaim>> TryClaim(
        IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken) => expected.Count == 0
        ? []
        : await database.Run((connection, token) => TryClaim(connection, expected, owner, token), cancellationToken).ConfigureAwait(false);

    public Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken) =>
        database.Execute([(ReleaseShard, [Value(shard.Value), Value(epoch.Value), Value(unserved)])], cancellationToken);

    public async Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken)
    {
        CommitRules.Check(commits);
        if (commits.Count == 0)
        {
            return [];
        }

        await compactor.Relieve(cancellationToken).ConfigureAwait(false);
        var memory = new PooledMemory();
        var packed = _packer.Pack(commits, memory);
        var matched = await database.Run(new PostgresCommit(packed).Run, cancellationToken).ConfigureAwait(false);
        foreach (var (commit, blocks) in packed)
        {
            if (matched.Contains(commit.Shard))
            {
                tails.Of(commit.Shard).Committed(blocks);
            }
        }

        memory.Return();
        logger.Committed(commits.Sum(commit => commit.Records.Count), commits.Count, commits.Count - matched.Count);
        return matched.Count == commits.Count ? [] : [.. commits.Select(c => c.Shard).Where(shard => !matched.Contains(shard))];
    }

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Heads(ReadHeads, shards, cancellationToken);

    public Task<IReadOnlyList<ShardHead>> DurableHeads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Heads(LockHeads, shards, cancellationToken);

    public async Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken)
    {
        var blocks = await database.Query(
            ReadBlocks,
            [Value(shard.Value), Value(after.Value), Value((long)limit)],
            row => Block.Open(row.GetFieldValue<byte[]>(2), new ShardId(row.GetInt32(0)), new SequenceNumber(row.GetInt64(1))),
            cancellationToken).ConfigureAwait(false);
        if (BlockRecords.BeginLate(blocks, after) && await removal.RemovedUpTo(shard, cancellationToken).ConfigureAwait(false) is var removed
            && after.Value < removed)
        {
            throw new LogRemovedException(shard, after, new SequenceNumber(removed));
        }

        return BlockRecords.After(blocks, after, limit, names);
    }

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken) => entities.Read(positions, cancellationToken);

    public async Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        await database.Query(
            ReadDueTimers,
            [Value(Numbers(shards)), Value(until.UtcDateTime), Value(limit)],
            row => new ScheduledTimer(
                EntityKey.Parse(row.GetString(0)),
                row.GetString(1),
                new SequenceNumber(row.GetInt64(2)),
                Time(row, 3),
                names.Parse(row.GetString(4)),
                row.GetFieldValue<byte[]>(5)),
            cancellationToken).ConfigureAwait(false);

    public async Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        var rows = await database.Query<DateTimeOffset?>(
            ReadNextTimer, [Value(Numbers(shards))], row => row.IsDBNull(0) ? null : Time(row, 0), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    private async Task<IReadOnlyList<ShardHead>> Heads(string script, IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            script,
            [Value(Numbers(shards))],
            row => new ShardHead(
                new ShardId(row.GetInt32(0)),
                row.IsDBNull(1) ? null : row.GetString(1),
                new Epoch(row.GetInt64(2)),
                new SequenceNumber(row.GetInt64(3))),
            cancellationToken).ConfigureAwait(false);
        var heads = rows.ToDictionary(head => head.Shard);
        return [.. shards.Select(shard => heads.GetValueOrDefault(shard) ?? new ShardHead(shard, null, Epoch.None, SequenceNumber.None))];
    }

    private static int[] Numbers(IReadOnlyList<ShardId> shards) => [.. shards.Select(shard => shard.Value)];

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    // Two statements in one transaction: the second sees what an earlier owner committed while the first waited for it.
    private static async Task<IReadOnlyList<ShardClaim>> TryClaim(
        NpgsqlConnection connection, IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken)
    {
        var shards = Numbers([.. expected.Select(head => head.Shard)]);
        using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(ClaimShards)
                {
                    Parameters = { Value(shards), Value<long[]>([.. expected.Select(head => head.Epoch.Value)]), Value(owner) },
                },
                new NpgsqlBatchCommand(ReadCheckpoints) { Parameters = { Value(shards) } },
            },
        };
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var claims = new List<ShardClaim>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var head = new ShardHead(
                    new ShardId(reader.GetInt32(0)), owner, new Epoch(reader.GetInt64(1)), new SequenceNumber(reader.GetInt64(2)));
                claims.Add(new ShardClaim(head, null) { Unserved = reader.IsDBNull(3) ? null : reader.GetTimeSpan(3) });
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            var checkpoints = new Dictionary<ShardId, LaneCheckpoint>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                checkpoints.Add(
                    new ShardId(reader.GetInt32(0)),
                    new LaneCheckpoint(new SequenceNumber(reader.GetInt64(1)), reader.GetFieldValue<byte[]>(2)));
            }

            // The claim is durable only when the end of the batch has arrived.
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            return [.. claims.Select(claim => claim with { Checkpoint = checkpoints.GetValueOrDefault(claim.Head.Shard) })];
        }
    }
}
