using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Persistence.Sql.Scripting;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>The builds of projections in PostgreSQL. Whoever writes a build shares an advisory lock on it; whoever freezes it has it alone.</summary>
internal sealed class PostgresBuildDatabase(PostgresDatabase database) : IBuildDatabase
{
    private const string Share = "SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 4702394921427289928))";
    private const string Freezing = "SELECT pg_advisory_xact_lock(hashtextextended($1, 4702394921427289928))";
    private const string ColumnsDiffer = "42P16";

    // So long readers that come new wait behind an exchange that waits for an old one.
    private const string ExchangeTimeout = "50ms";
    private static readonly TimeSpan ExchangesTime = TimeSpan.FromSeconds(3);
    private static readonly string LockSchemaScript = EmbeddedSql.Script("Postgres", "lock_schema");
    private static readonly string CreateProjections = EmbeddedSql.Script("Postgres", "create_projections");
    private static readonly string BeginProgress = EmbeddedSql.Script("Postgres", "begin_projection_progress");
    private static readonly string MoveProgress = EmbeddedSql.Script("Postgres", "move_projection_progress");

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Postgres;

    /// <inheritdoc/>
    public ConcurrentDictionary<(string Table, ulong Shape), RowStatement> Statements { get; } = new();

    /// <inheritdoc/>
    public Task Prepare(CancellationToken cancellationToken) => Write(
        null,
        async (transaction, token) =>
        {
            await LockSchema(transaction, token).ConfigureAwait(false);
            return await transaction.Execute(CreateProjections, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task LockSchema(DbTransaction transaction, CancellationToken cancellationToken) => transaction.Execute(LockSchemaScript, cancellationToken);

    /// <inheritdoc/>
    public Task<T> Write<T>(BuildKey? building, Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => database.Run(
        async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (building is { } build)
                {
                    await Lock(connection, Share, build, token).ConfigureAwait(false);
                }

                var result = await work(transaction, token).ConfigureAwait(false);
                await transaction.CommitAsync(token).ConfigureAwait(false);
                return result;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<T> Freeze<T>(BuildKey build, Func<IFrozenBuild, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => database.Run(
        async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await Lock(connection, Freezing, build, token).ConfigureAwait(false);
                return await work(new Frozen(connection, transaction), token).ConfigureAwait(false);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<T> Read<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        database.Run((connection, token) => work(connection, token), cancellationToken);

    /// <inheritdoc/>
    public async Task<DbTransaction> OpenSnapshot(CancellationToken cancellationToken)
    {
        var connection = await database.OpenAlone(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await transaction.Query("SELECT 1", row => row.GetInt32(0), cancellationToken).ConfigureAwait(false); // Takes the snapshot.
            return transaction;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<int> Move(DbTransaction transaction, BuildKey build, IReadOnlyList<ProgressStep> steps, CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch((NpgsqlConnection)transaction.Connection!);
        if (steps.Where(s => s.Expected == 0).Select(s => s.Shard.Value).ToArray() is { Length: > 0 } first)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(BeginProgress) { Parameters = { Value(build.Projection), Value(build.Build), Value(first) } });
        }

        var move = new NpgsqlBatchCommand(MoveProgress)
        {
            Parameters =
            {
                Value(build.Projection),
                Value(build.Build),
                Value(steps.Select(s => s.Shard.Value).ToArray()),
                Value(steps.Select(s => s.Expected).ToArray()),
                Value(steps.Select(s => s.Value).ToArray()),
                Value(steps.Select(s => s.Given.Count).ToArray()),
                Value(steps.Select(s => (long)s.Given.Value).ToArray()),
            },
        };
        batch.BatchCommands.Add(move);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return (int)move.Rows;
    }

    /// <inheritdoc/>
    public ISqlWriter WriterOf(DbTransaction transaction, int build) => new PostgresWriter((NpgsqlConnection)transaction.Connection!, build, Statements);

    /// <inheritdoc/>
    public async Task Show(
        DbTransaction transaction, IReadOnlyList<string> hidden, IReadOnlyList<string> shown, int build, CancellationToken cancellationToken)
    {
        await transaction.Execute($"SET LOCAL lock_timeout = '{ExchangeTimeout}'", cancellationToken).ConfigureAwait(false);
        foreach (var name in hidden.Except(shown).Order(StringComparer.Ordinal))
        {
            await Exchange(transaction, [TableDefinition.Hide(name)], cancellationToken).ConfigureAwait(false);
        }

        foreach (var name in shown.Order(StringComparer.Ordinal))
        {
            // A view that can be replaced keeps what was granted on it; one whose columns change cannot be.
            var view = $"VIEW {name} AS SELECT * FROM {name}_{build}";
            if (!await Exchange(transaction, [$"CREATE OR REPLACE {view}"], cancellationToken).ConfigureAwait(false))
            {
                await Exchange(transaction, [TableDefinition.Hide(name), $"CREATE {view}"], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsTable(DbTransaction transaction, string name, CancellationToken cancellationToken) => (await transaction.Query(
        "SELECT 1 FROM pg_class WHERE oid = to_regclass(@p0) AND relkind <> 'v'", row => row.GetInt32(0), cancellationToken, name).ConfigureAwait(false)).Count > 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Name, string Type)>> ColumnsOf(DbTransaction transaction, string table, CancellationToken cancellationToken) =>
        await transaction.Query(
            "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = to_regclass(@p0) AND attnum > 0 AND NOT attisdropped ORDER BY 1",
            row => (row.GetString(0), row.GetString(1)),
            cancellationToken,
            table).ConfigureAwait(false);

    /// <inheritdoc/>
    public string ChecksumOf(IReadOnlyList<string> columns) => $"coalesce(sum(hashtextextended({TextOf(columns)}, 0)::numeric), 0)::text";

    /// <inheritdoc/>
    public string TextOf(IReadOnlyList<string> columns) => $"ROW({string.Join(", ", columns)})::text";

    private static async Task Lock(NpgsqlConnection connection, string sql, BuildKey build, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(Value(build.ToString()));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a view. Gives way to readers that come, while one that is there already keeps it.</summary>
    /// <returns>Whether it was changed; if not, its columns forbid it.</returns>
    private static async Task<bool> Exchange(DbTransaction transaction, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await transaction.SaveAsync("exchange", cancellationToken).ConfigureAwait(false);
            try
            {
                foreach (var sql in statements)
                {
                    await transaction.Execute(sql, cancellationToken).ConfigureAwait(false);
                }

                return true;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await transaction.RollbackAsync("exchange", cancellationToken).ConfigureAwait(false);
                if (Stopwatch.GetElapsedTime(started) > ExchangesTime)
                {
                    throw new ViewInUseException(e);
                }
            }
            catch (PostgresException e) when (e.SqlState == ColumnsDiffer)
            {
                await transaction.RollbackAsync("exchange", cancellationToken).ConfigureAwait(false);
                return false;
            }
        }
    }

    private sealed class Frozen(NpgsqlConnection connection, NpgsqlTransaction transaction) : IFrozenBuild
    {
        public Task<T> Read<T>(Func<DbConnection, DbTransaction?, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
            work(connection, transaction, cancellationToken);

        public async Task<T> Write<T>(BuildKey other, Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        {
            await Lock(connection, Freezing, other, cancellationToken).ConfigureAwait(false);
            var result = await work(transaction, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }
}
