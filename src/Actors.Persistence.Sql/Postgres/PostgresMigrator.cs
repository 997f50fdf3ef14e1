using System.Globalization;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>Brings the schema to the newest version under a lock, and records or compares the number of shards.</summary>
internal sealed class PostgresMigrator(PostgresDatabase database, IReadOnlyList<Migration> migrations, ILogger logger)
{
    private static readonly string LockSchema = Script("lock_schema");
    private static readonly string CreateVersion = Script("create_schema_version");
    private static readonly string ReadVersion = Script("read_schema_version");
    private static readonly string RecordMigration = Script("record_migration");
    private static readonly string RecordShardCount = Script("record_shard_count");
    private static readonly string ReadShardCount = Script("read_shard_count");
    private static readonly string EnsureMarks = Script("ensure_marks");
    private static readonly string ReadDurability = Script("read_durability");

    /// <summary>Migrates in one transaction, so that a failed migration leaves the schema as it was.</summary>
    /// <returns>The number of shards of the journal.</returns>
    /// <exception cref="IncompatibleDatabaseException">The schema is newer than the newest migration.</exception>
    /// <exception cref="ShardCountMismatchException">Another number of shards is recorded.</exception>
    public Task<ShardCount> Run(ShardCount? wished, CancellationToken cancellationToken) =>
        database.Run(
            async (connection, token) =>
            {
                await WarnOfLostDurability(connection, token).ConfigureAwait(false);
                var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await Execute(connection, LockSchema, token).ConfigureAwait(false);
                    await Migrate(connection, token).ConfigureAwait(false);
                    var count = await AgreeOnShards(connection, wished, token).ConfigureAwait(false);
                    await MakeMarks(connection, count, token).ConfigureAwait(false);
                    await transaction.CommitAsync(token).ConfigureAwait(false);
                    return count;
                }
            },
            cancellationToken);

    private static string Script(string name) => EmbeddedSql.Script("Postgres", name);

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> Scalar<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private async Task Migrate(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await Execute(connection, CreateVersion, cancellationToken).ConfigureAwait(false);
        var found = await Scalar<int>(connection, ReadVersion, cancellationToken).ConfigureAwait(false);
        var newest = migrations.Count == 0 ? 0 : migrations[^1].Version;
        if (found > newest)
        {
            throw new IncompatibleDatabaseException(database.Name, found, newest);
        }

        foreach (var migration in migrations.Where(m => m.Version > found))
        {
            await Execute(connection, migration.Sql, cancellationToken).ConfigureAwait(false);
            if (migration.Version == PostgresRowMigration.After)
            {
                await PostgresRowMigration.Run(connection, cancellationToken).ConfigureAwait(false);
            }

            using var record = new NpgsqlCommand(RecordMigration, connection);
            record.Parameters.Add(PostgresDatabase.Value(migration.Version));
            record.Parameters.Add(PostgresDatabase.Value(migration.Name));
            await record.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            logger.Migrated(database.Name, migration.Version, migration.Name);
        }
    }

    private static async Task MakeMarks(NpgsqlConnection connection, ShardCount count, CancellationToken cancellationToken)
    {
        using var marks = new NpgsqlCommand(EnsureMarks, connection);
        marks.Parameters.Add(PostgresDatabase.Value(count.Value));
        await marks.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ShardCount> AgreeOnShards(NpgsqlConnection connection, ShardCount? wished, CancellationToken cancellationToken)
    {
        using var record = new NpgsqlCommand(RecordShardCount, connection);
        record.Parameters.Add(PostgresDatabase.Value((wished ?? ShardCount.Default).Value.ToString(CultureInfo.InvariantCulture)));
        await record.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        var text = await Scalar<string>(connection, ReadShardCount, cancellationToken).ConfigureAwait(false);
        var recorded = new ShardCount(int.Parse(text, CultureInfo.InvariantCulture));
        return wished is { } count && count != recorded
            ? throw new ShardCountMismatchException(database.Name, recorded, count)
            : recorded;
    }

    private async Task WarnOfLostDurability(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(ReadDurability, connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                logger.DurabilityOff(database.Name, reader.GetString(0));
            }
        }
    }
}
