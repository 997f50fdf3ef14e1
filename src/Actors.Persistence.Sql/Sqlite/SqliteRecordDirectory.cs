using System.Runtime.InteropServices;
using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>The directories of the stored blocks, read where SQLite has them: no byte of a record is copied.</summary>
internal sealed class SqliteRecordDirectory(SqliteDatabase database, IRetentionTables removal) : IRecordDirectory
{
    /// <summary>Who comes later than that reads shard by shard, and needs no memory for it.</summary>
    private const int BlocksMax = 500_000;

    private const int BlocksAtOnce = 10_000;
    private static readonly string ReadDirectory = EmbeddedSql.Script("Sqlite", "read_directory");
    private static readonly string ReadTableEnd = EmbeddedSql.Script("Sqlite", "read_table_end");
    private static readonly string ReadRecentDirectory = EmbeddedSql.Script("Sqlite", "read_recent_directory");

    public async Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) =>
        new(await removal.RemovedUpTo(shard, cancellationToken).ConfigureAwait(false));

    public Task<IReadOnlyList<RecordMark>> Read(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken) =>
        database.Read(session => Marks(session, shard, after, upTo), cancellationToken);

    public async Task<RecentRecords> ReadRecent(IReadOnlySet<ShardId> shards, long since, CancellationToken cancellationToken)
    {
        var end = await database.Read(EndOf, cancellationToken).ConfigureAwait(false);
        var marks = new Dictionary<ShardId, List<RecordMark>>();
        if (since >= 0 && end - since <= BlocksMax)
        {
            for (var place = since; place < end; place += BlocksAtOnce)
            {
                var (after, upTo) = (place, Math.Min(end, place + BlocksAtOnce));
                await database.Read(session => AddRecent(session, shards, after, upTo, marks), cancellationToken).ConfigureAwait(false);
            }
        }

        return new RecentRecords(end, DirectoryPage.InOrder(marks));
    }

    private static long EndOf(SqliteSession session)
    {
        var row = session.Statement(ReadTableEnd);
        var end = row.Next() ? row.Number(0) : 0;
        while (row.Next())
        {
        }

        return end;
    }

    private static bool AddRecent(
        SqliteSession session, IReadOnlySet<ShardId> shards, long after, long upTo, Dictionary<ShardId, List<RecordMark>> marks)
    {
        var row = session.Statement(ReadRecentDirectory).Bind(after).Bind(upTo);
        while (row.Next())
        {
            var shard = new ShardId((int)row.Number(0));
            if (shards.Contains(shard))
            {
                BlockDirectory.Read(
                    row.Span(2), shard, new SequenceNumber(row.Number(1)), CollectionsMarshal.GetValueRefOrAddDefault(marks, shard, out _) ??= []);
            }
        }

        return true;
    }

    private static IReadOnlyList<RecordMark> Marks(SqliteSession session, ShardId shard, SequenceNumber after, SequenceNumber upTo)
    {
        var marks = new List<RecordMark>();
        var row = session.Statement(ReadDirectory).Bind(shard.Value).Bind(after.Value).Bind(DirectoryPage.EndOf(after, upTo));
        while (row.Next())
        {
            BlockDirectory.Read(row.Span(1), shard, new SequenceNumber(row.Number(0)), marks);
        }

        return DirectoryPage.Within(after, upTo, marks);
    }
}
