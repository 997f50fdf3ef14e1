using Actors.Journal;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>The directories of the stored blocks.</summary>
internal sealed class SqliteRecordDirectory(SqliteDatabase database, IRetentionTables removal) : IRecordDirectory
{
    private static readonly string ReadDirectory = EmbeddedSql.Script("Sqlite", "read_directory");

    public async Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) =>
        new(await removal.RemovedUpTo(shard, cancellationToken).ConfigureAwait(false));

    public async Task<IReadOnlyList<RecordMark>> Read(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken)
    {
        var rows = await database.Read(session => Rows(session, shard, after, upTo), cancellationToken).ConfigureAwait(false);
        return DirectoryPage.Marks(shard, after, upTo, rows);
    }

    private static List<(long First, byte[] Bytes)> Rows(SqliteSession session, ShardId shard, SequenceNumber after, SequenceNumber upTo)
    {
        var rows = new List<(long, byte[])>();
        var row = session.Statement(ReadDirectory)
            .Bind(DirectoryPage.Lengths.Header).Bind(DirectoryPage.Lengths.Entry)
            .Bind(shard.Value).Bind(after.Value).Bind(upTo.Value).Bind(DirectoryPage.BlocksMax);
        while (row.Next())
        {
            rows.Add((row.Number(0), row.Bytes(1)));
        }

        return rows;
    }
}
