using System.Runtime.InteropServices;
using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections.Audits;
using Actors.Sharding;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>The directories of the stored blocks. The server sends only those, not the records.</summary>
internal sealed class PostgresRecordDirectory(PostgresDatabase database, IRetentionTables removal) : IRecordDirectory
{
    /// <summary>Connections that write have a page each that is not full yet, and take several new ones at once when they meet.</summary>
    private const int PagesBefore = 64;

    private const int PagesAtOnce = 256;

    /// <summary>160 MB: who comes later than that reads shard by shard, and needs no memory for it.</summary>
    private const int PagesMax = 20_000;

    private static readonly string ReadDirectory = EmbeddedSql.Script("Postgres", "read_directory");
    private static readonly string ReadTableEnd = EmbeddedSql.Script("Postgres", "read_table_end");
    private static readonly string ReadRecentDirectory = EmbeddedSql.Script("Postgres", "read_recent_directory");

    public async Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) =>
        new(await removal.RemovedUpTo(shard, cancellationToken).ConfigureAwait(false));

    public async Task<IReadOnlyList<RecordMark>> Read(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            ReadDirectory,
            [
                Value(shard.Value), Value(after.Value), Value(DirectoryPage.EndOf(after, upTo)),
                Value(DirectoryPage.Lengths.Header), Value(DirectoryPage.Lengths.Entry),
            ],
            row => Marks(row, shard),
            cancellationToken).ConfigureAwait(false);
        return rows is [var marks] ? DirectoryPage.Within(after, upTo, marks) : [];
    }

    public async Task<RecentRecords> ReadRecent(IReadOnlySet<ShardId> shards, long since, CancellationToken cancellationToken)
    {
        var end = (await database.Query(ReadTableEnd, [], row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var marks = new Dictionary<ShardId, List<RecordMark>>();
        if (since >= 0 && end - since <= PagesMax)
        {
            int[] wanted = [.. shards.Select(s => s.Value)];
            for (var page = Math.Max(0, since - PagesBefore); page < end; page += PagesAtOnce)
            {
                await database.Query(
                    ReadRecentDirectory,
                    [
                        Value(page), Value(Math.Min(end, page + PagesAtOnce)), Value(wanted),
                        Value(DirectoryPage.Lengths.Header), Value(DirectoryPage.Lengths.Entry),
                    ],
                    row => AddRecent(row, marks),
                    cancellationToken).ConfigureAwait(false);
            }
        }

        return new RecentRecords(end, DirectoryPage.InOrder(marks));
    }

    /// <summary>
    /// Adds the marks of blocks as they say themselves what they are. One that is damaged ends it; one in another's place leaves that one
    /// out. Whoever misses their records reads them by their place, and learns what is wrong.
    /// </summary>
    private static bool AddRecent(NpgsqlDataReader row, Dictionary<ShardId, List<RecordMark>> marks)
    {
        ReadOnlySpan<byte> heads = row.GetFieldValue<byte[]>(0);
        var block = new List<RecordMark>();
        while (heads.Length > 0 && BlockDirectory.TryRead(heads, out var shard, block) is > 0 and var read)
        {
            DirectoryPage.Place(CollectionsMarshal.GetValueRefOrAddDefault(marks, shard, out _) ??= [], block);
            block.Clear();
            heads = heads[read..];
        }

        return true;
    }

    /// <summary>The marks of blocks whose first bytes stand one after the other.</summary>
    private static List<RecordMark> Marks(NpgsqlDataReader row, ShardId shard)
    {
        var marks = new List<RecordMark>();
        var (firsts, lasts) = (row.GetFieldValue<long[]>(0), row.GetFieldValue<long[]>(1));
        ReadOnlySpan<byte> heads = row.GetFieldValue<byte[]>(2);
        for (var i = 0; i < firsts.Length; i++)
        {
            var length = (int)Math.Min(heads.Length, BlockDirectory.Length(lasts[i] - firsts[i] + 1));
            BlockDirectory.Read(heads[..length], shard, new SequenceNumber(firsts[i]), marks);
            heads = heads[length..];
        }

        return marks;
    }
}
