using System.Globalization;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Brings the schema to the newest version in one exclusive transaction, and records or compares the number of shards.</summary>
internal sealed class SqliteMigrator(SqliteDatabase database, IReadOnlyList<Migration> migrations, ILogger logger)
{
    private static readonly string CreateVersion = EmbeddedSql.Script("Sqlite", "create_schema_version");
    private static readonly string ReadVersion = EmbeddedSql.Script("Sqlite", "read_schema_version");
    private static readonly string RecordMigration = EmbeddedSql.Script("Sqlite", "record_migration");
    private static readonly string RecordShardCount = EmbeddedSql.Script("Sqlite", "record_shard_count");
    private static readonly string EnsureMarks = EmbeddedSql.Script("Sqlite", "ensure_marks");
    private static readonly string ReadShardCount = EmbeddedSql.Script("Sqlite", "read_shard_count");

    /// <summary>Migrates; a failed migration leaves the schema as it was.</summary>
    /// <returns>The number of shards of the journal.</returns>
    /// <exception cref="IncompatibleDatabaseException">The schema is newer than the newest migration.</exception>
    /// <exception cref="ShardCountMismatchException">Another number of shards is recorded.</exception>
    public Task<ShardCount> Run(ShardCount? wished, CancellationToken cancellationToken) =>
        database.Exclusively(
            session => SqliteDatabase.InTransaction(session, "BEGIN EXCLUSIVE", _ =>
            {
                Migrate(session);
                var count = AgreeOnShards(session, wished);
                session.Statement(EnsureMarks).Bind(count.Value).Run();
                return count;
            }),
            cancellationToken);

    private void Migrate(SqliteSession session)
    {
        session.Script(CreateVersion);
        var version = session.Statement(ReadVersion);
        version.Next();
        var found = (int)version.Number(0);
        version.Start();
        var newest = migrations.Count == 0 ? 0 : migrations[^1].Version;
        if (found > newest)
        {
            throw new IncompatibleDatabaseException(database.Name, found, newest);
        }

        foreach (var migration in migrations.Where(m => m.Version > found))
        {
            session.Script(migration.Sql);
            if (migration.Version == SqliteRowMigration.After)
            {
                SqliteRowMigration.Run(session);
            }

            session.Statement(RecordMigration).Bind(migration.Version).Bind(migration.Name).Run();
            logger.Migrated(database.Name, migration.Version, migration.Name);
        }
    }

    private ShardCount AgreeOnShards(SqliteSession session, ShardCount? wished)
    {
        var count = (wished ?? ShardCount.Default).Value.ToString(CultureInfo.InvariantCulture);
        session.Statement(RecordShardCount).Bind(count).Run();
        var row = session.Statement(ReadShardCount);
        row.Next();
        var recorded = new ShardCount(int.Parse(row.Text(0), CultureInfo.InvariantCulture));
        row.Start();
        return wished is { } configured && configured != recorded
            ? throw new ShardCountMismatchException(database.Name, recorded, configured)
            : recorded;
    }
}
