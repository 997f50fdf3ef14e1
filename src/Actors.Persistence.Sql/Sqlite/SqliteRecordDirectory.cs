using Actors.Journal;
using Actors.Journal.Blocks;
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

    public Task<IReadOnlyList<RecordMark>> Read(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken) =>
        database.Read(session => Marks(session, shard, after, upTo), cancellationToken);

    /// <summary>The marks of one page, read where SQLite has the blocks: no byte of a record is copied.</summary>
    private static IReadOnlyList<RecordMark> Marks(SqliteSession session, ShardId shard, SequenceNumber after, SequenceNumber upTo)
    {
        var marks = new List<RecordMark>();
        var row = session.Statement(ReadDirectory).Bind(shard.Value).Bind(after.Value).Bind(upTo.Value).Bind(DirectoryPage.BlocksMax);
        while (row.Next())
        {
            BlockDirectory.Read(row.Span(1), shard, new SequenceNumber(row.Number(0)), marks);
        }

        return DirectoryPage.Within(after, upTo, marks);
    }
}
