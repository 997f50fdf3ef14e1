using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Journal.Retention;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Actors.Timers;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>The journal in SQLite. See <see cref="SqliteCommit"/> for the way of a commit.</summary>
internal sealed class SqliteJournal(
    SqliteDatabase database,
    ChangeSignal changes,
    TailCache tails,
    Compactor compactor,
    EntityReader entities,
    IRetentionTables removal,
    WireNames names,
    ILogger logger) : IJournal
{
    private static readonly string ClaimShard = EmbeddedSql.Script("Sqlite", "claim_shard");
    private static readonly string ReleaseShard = EmbeddedSql.Script("Sqlite", "release_shard");
    private static readonly string ReadCheckpoint = EmbeddedSql.Script("Sqlite", "read_checkpoint");
    private static readonly string ReadHead = EmbeddedSql.Script("Sqlite", "read_head");
    private static readonly string ReadBlocks = EmbeddedSql.Script("Sqlite", "read_blocks");
    private static readonly string ReadDueTimers = EmbeddedSql.Script("Sqlite", "read_due_timers");
    private static readonly string ReadNextTimer = EmbeddedSql.Script("Sqlite", "read_next_timer");

    private readonly CommitPacker _packer = new();

    public ShardCount ShardCount => tails.ShardCount;

    public async Task<IReadOnlyList<ShardClaim>> TryClaim(
        IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken)
    {
        var claims = await database.Write(
            session => expected.Select(head => TryClaim(session, head, owner)).OfType<ShardClaim>().ToList(), cancellationToken)
            .ConfigureAwait(false);
        changes.Announce();
        return claims;
    }

    public async Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken)
    {
        await database.Write(
            session => session.Statement(ReleaseShard).Bind(shard.Value).Bind(epoch.Value).Bind(Now() - (long)unserved.TotalMicroseconds).Run(),
            cancellationToken).ConfigureAwait(false);
        changes.Announce();
    }

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
        var fenced = await database.Write(session => SqliteCommit.Run(session, packed), cancellationToken).ConfigureAwait(false);
        foreach (var (commit, blocks) in packed)
        {
            if (!fenced.Contains(commit.Shard))
            {
                tails.Of(commit.Shard).Committed(blocks);
            }
        }

        memory.Return();
        logger.Committed(commits.Sum(commit => commit.Records.Count), commits.Count, fenced.Count);
        return fenced;
    }

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<ShardHead>>(
            session => [.. shards.Select(shard => Head(session, shard))], cancellationToken);

    public async Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken)
    {
        var blocks = await database.Read(
            session => SqliteBlockTables.Blocks(session.Statement(ReadBlocks).Bind(shard.Value).Bind(after.Value).Bind(limit), _ => shard),
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

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<ScheduledTimer>>(
            session =>
            {
                var numbers = $"[{string.Join(',', shards)}]";
                var row = session.Statement(ReadDueTimers).Bind(numbers).Bind(Microseconds.Of(until)).Bind(limit);
                var timers = new List<ScheduledTimer>();
                while (row.Next())
                {
                    timers.Add(Timer(row));
                }

                return timers;
            },
            cancellationToken);

    public Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        database.Read(
            session =>
            {
                long? next = null;
                foreach (var shard in shards)
                {
                    var row = session.Statement(ReadNextTimer).Bind(shard.Value);
                    while (row.Next())
                    {
                        next = row.IsNull(0) ? next : Math.Min(next ?? long.MaxValue, row.Number(0));
                    }
                }

                return next is { } due ? Microseconds.Read(due) : (DateTimeOffset?)null;
            },
            cancellationToken);

    private static long Now() => Microseconds.Of(TimeProvider.System.GetUtcNow());

    private static ShardClaim? TryClaim(SqliteSession session, ShardHead expected, string owner)
    {
        ShardHead? head = null;
        TimeSpan? unserved = null;
        var shard = expected.Shard;
        var row = session.Statement(ClaimShard).Bind(shard.Value).Bind(owner).Bind(expected.Epoch.Value).Bind(Now());
        while (row.Next())
        {
            head = new ShardHead(shard, owner, new Epoch(row.Number(0)), new SequenceNumber(row.Number(1)));
            unserved = row.IsNull(2) ? null : TimeSpan.FromMicroseconds(row.Number(2));
        }

        if (head is null)
        {
            return null;
        }

        LaneCheckpoint? checkpoint = null;
        row = session.Statement(ReadCheckpoint).Bind(shard.Value);
        while (row.Next())
        {
            checkpoint = new LaneCheckpoint(new SequenceNumber(row.Number(0)), row.Bytes(1));
        }

        return new ShardClaim(head, checkpoint) { Unserved = unserved };
    }

    private static ShardHead Head(SqliteSession session, ShardId shard)
    {
        var head = new ShardHead(shard, null, Epoch.None, SequenceNumber.None);
        var row = session.Statement(ReadHead).Bind(shard.Value);
        while (row.Next())
        {
            head = new ShardHead(shard, row.IsNull(0) ? null : row.Text(0), new Epoch(row.Number(1)), new SequenceNumber(row.Number(2)));
        }

        return head;
    }

    private ScheduledTimer Timer(SqliteStatement row) => new(
        EntityKey.Parse(row.Text(0)),
        row.Text(1),
        new SequenceNumber(row.Number(2)),
        Microseconds.Read(row.Number(3)),
        names.Parse(row.Text(4)),
        row.Bytes(5));
}
