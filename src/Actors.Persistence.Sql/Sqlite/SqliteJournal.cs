using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Actors.Timers;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>The journal in SQLite. See <see cref="SqliteCommit"/> for the way of a commit.</summary>
internal sealed class SqliteJournal(SqliteDatabase database, ShardCount shardCount, ILogger logger) : IJournal
{
    private static readonly string ClaimShard = EmbeddedSql.Script("Sqlite", "claim_shard");
    private static readonly string ReadCheckpoint = EmbeddedSql.Script("Sqlite", "read_checkpoint");
    private static readonly string ReadHead = EmbeddedSql.Script("Sqlite", "read_head");
    private static readonly string ReadRecords = EmbeddedSql.Script("Sqlite", "read_records");
    private static readonly string ReadEntityRecords = EmbeddedSql.Script("Sqlite", "read_entity");
    private static readonly string ReadDueTimers = EmbeddedSql.Script("Sqlite", "read_due_timers");
    private static readonly string ReadNextTimer = EmbeddedSql.Script("Sqlite", "read_next_timer");

    private readonly WireNames _names = new();

    public ShardCount ShardCount => shardCount;

    public Task<ShardClaim> Claim(ShardId shard, string owner, CancellationToken cancellationToken) =>
        database.Write(session => Claim(session, shard, owner), cancellationToken);

    public async Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken)
    {
        CommitRules.Check(commits);
        if (commits.Count == 0)
        {
            return [];
        }

        var fenced = await database.Write(session => SqliteCommit.Run(session, commits), cancellationToken).ConfigureAwait(false);
        logger.Committed(commits.Sum(commit => commit.Records.Count), commits.Count, fenced.Count);
        return fenced;
    }

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<ShardHead>>(
            session => [.. shards.Select(shard => Head(session, shard))], cancellationToken);

    public Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<JournalRecord>>(
            session =>
            {
                var row = session.Statement(ReadRecords).Bind(shard.Value).Bind(after.Value).Bind(limit);
                var records = new List<JournalRecord>();
                while (row.Next())
                {
                    records.Add(Record(row, EntityKey.Parse(row.Text(2))));
                }

                return records;
            },
            cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<IReadOnlyList<JournalRecord>>>(
            session => [.. positions.Select(position => Entity(session, position))], cancellationToken);

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<ScheduledTimer>>(
            session =>
            {
                var numbers = $"[{string.Join(',', shards)}]";
                var row = session.Statement(ReadDueTimers).Bind(numbers).Bind(SqliteTime.Stored(until)).Bind(limit);
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

                return next is { } due ? SqliteTime.Read(due) : (DateTimeOffset?)null;
            },
            cancellationToken);

    private static ShardClaim Claim(SqliteSession session, ShardId shard, string owner)
    {
        ShardHead? head = null;
        var row = session.Statement(ClaimShard).Bind(shard.Value).Bind(owner);
        while (row.Next())
        {
            head = new ShardHead(shard, owner, new Epoch(row.Number(0)), new SequenceNumber(row.Number(1)));
        }

        LaneCheckpoint? checkpoint = null;
        row = session.Statement(ReadCheckpoint).Bind(shard.Value);
        while (row.Next())
        {
            checkpoint = new LaneCheckpoint(new SequenceNumber(row.Number(0)), row.Bytes(1));
        }

        return new ShardClaim(head!, checkpoint);
    }

    private static ShardHead Head(SqliteSession session, ShardId shard)
    {
        var head = new ShardHead(shard, null, Epoch.None, SequenceNumber.None);
        var row = session.Statement(ReadHead).Bind(shard.Value);
        while (row.Next())
        {
            head = new ShardHead(shard, row.Text(0), new Epoch(row.Number(1)), new SequenceNumber(row.Number(2)));
        }

        return head;
    }

    private List<JournalRecord> Entity(SqliteSession session, EntityPosition position)
    {
        var row = session.Statement(ReadEntityRecords)
            .Bind(unchecked((long)position.Entity.Hash)).Bind(position.After.Value).Bind(position.Entity.ToString());
        var records = new List<JournalRecord>();
        while (row.Next())
        {
            records.Add(Record(row, position.Entity));
        }

        return records;
    }

    private JournalRecord Record(SqliteStatement row, EntityKey entity) => new()
    {
        Shard = new ShardId((int)row.Number(0)),
        Sequence = new SequenceNumber(row.Number(1)),
        Entity = entity,
        Version = new EntityVersion(row.Number(3)),
        Kind = (RecordKind)row.Number(4),
        Type = _names.Parse(row.Text(5)),
        Payload = row.Bytes(6),
        Metadata = RecordMetadataCodec.Decode(row.Bytes(7)),
        Time = SqliteTime.Read(row.Number(8)),
    };

    private ScheduledTimer Timer(SqliteStatement row) => new(
        EntityKey.Parse(row.Text(0)),
        row.Text(1),
        new SequenceNumber(row.Number(2)),
        SqliteTime.Read(row.Number(3)),
        _names.Parse(row.Text(4)),
        row.Bytes(5));
}
