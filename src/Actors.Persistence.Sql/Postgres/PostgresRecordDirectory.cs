using Actors.Journal;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections.Audits;
using Actors.Sharding;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>The directories of the stored blocks. The server sends only those, not the records.</summary>
internal sealed class PostgresRecordDirectory(PostgresDatabase database, IRetentionTables removal) : IRecordDirectory
{
    private static readonly string ReadDirectory = EmbeddedSql.Script("Postgres", "read_directory");

    public async Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) =>
        new(await removal.RemovedUpTo(shard, cancellationToken).ConfigureAwait(false));

    public async Task<IReadOnlyList<RecordMark>> Read(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            ReadDirectory,
            [
                Value(shard.Value), Value(after.Value), Value(upTo.Value),
                Value(DirectoryPage.Lengths.Header), Value(DirectoryPage.Lengths.Entry), Value(DirectoryPage.BlocksMax),
            ],
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken).ConfigureAwait(false);
        return DirectoryPage.Marks(shard, after, upTo, rows);
    }
}
