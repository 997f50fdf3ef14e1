using System.Collections.Concurrent;
using System.Data.Common;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Microsoft.Data.Sqlite;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>
/// The builds of projections in a SQLite file, which one process writes: a gate for each build stands for the lock on it. SQLite's calls
/// block, so the work runs on a thread of the pool.
/// </summary>
internal sealed class SqliteBuildDatabase(SqliteReadModels models) : IBuildDatabase, IDisposable
{
    private static readonly string CreateProjections = EmbeddedSql.Script("Sqlite", "create_projections");
    private static readonly string BeginProgress = EmbeddedSql.Script("Sqlite", "begin_projection_progress");
    private static readonly string MoveProgress = EmbeddedSql.Script("Sqlite", "move_projection_progress");
    private readonly ConcurrentDictionary<BuildKey, SemaphoreSlim> _gates = new();

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <inheritdoc/>
    public ConcurrentDictionary<(string Table, ulong Shape), RowStatement> Statements { get; } = new();

    /// <inheritdoc/>
    public Task Prepare(CancellationToken cancellationToken) =>
        Write(null, (transaction, token) => transaction.Execute(CreateProjections, token), cancellationToken);

    /// <inheritdoc/>
    public Task LockSchema(DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask; // Its one writer is alone.

    /// <inheritdoc/>
    public Task<T> Write<T>(BuildKey? building, Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        building is { } build
            ? Behind(build, token => Write(work, token), cancellationToken)
            : Write(work, cancellationToken);

    /// <inheritdoc/>
    public Task<T> Freeze<T>(BuildKey build, Func<IFrozenBuild, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        Behind(build, token => work(new Frozen(this), token), cancellationToken);

    /// <inheritdoc/>
    public async Task<T> Read<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var connection = await models.OpenRead(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await Task.Run(() => models.Guard(() => work(connection, cancellationToken).GetAwaiter().GetResult()), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<DbTransaction> OpenSnapshot(CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)await models.OpenRead(cancellationToken).ConfigureAwait(false);
        try
        {
            connection.CreateAggregate<string, ulong, string>(
                "row_checksum", 0UL, static (sum, row) => unchecked(sum + StableHash.Compute("row", row)), static sum => sum.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
            var transaction = connection.BeginTransaction(deferred: true);
            await transaction.Query("SELECT count(*) FROM projection_states", row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<int> Move(DbTransaction transaction, BuildKey build, IReadOnlyList<ProgressStep> steps, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var step in steps)
        {
            if (step.Expected == 0)
            {
                using var begin = Command(transaction, BeginProgress, build, step);
                begin.ExecuteNonQuery();
            }

            using var move = Command(transaction, MoveProgress, build, step);
            move.Parameters.AddWithValue("$expected", step.Expected);
            move.Parameters.AddWithValue("$value", step.Value);
            move.Parameters.AddWithValue("$records", step.Given.Count);
            move.Parameters.AddWithValue("$checksum", (long)step.Given.Value);
            moved += move.ExecuteNonQuery();
        }

        return Task.FromResult(moved);
    }

    /// <inheritdoc/>
    public ISqlWriter WriterOf(DbTransaction transaction, int build) => new SqliteWriter((SqliteTransaction)transaction, build, Statements);

    /// <inheritdoc/>
    public async Task Show(
        DbTransaction transaction, IReadOnlyList<string> hidden, IReadOnlyList<string> shown, int build, CancellationToken cancellationToken)
    {
        foreach (var name in hidden.Union(shown))
        {
            await transaction.Execute(TableDefinition.Hide(name), cancellationToken).ConfigureAwait(false);
        }

        foreach (var name in shown)
        {
            await transaction.Execute($"CREATE VIEW {name} AS SELECT * FROM {name}_{build}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsTable(DbTransaction transaction, string name, CancellationToken cancellationToken) => (await transaction.Query(
        "SELECT 1 FROM sqlite_master WHERE name = @p0 AND type = 'table'", row => row.GetInt32(0), cancellationToken, name).ConfigureAwait(false)).Count > 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Name, string Type)>> ColumnsOf(DbTransaction transaction, string table, CancellationToken cancellationToken) =>
        await transaction.Query(
            "SELECT name, type FROM pragma_table_info(@p0) ORDER BY 1", row => (row.GetString(0), row.GetString(1)), cancellationToken, table).ConfigureAwait(false);

    /// <inheritdoc/>
    public string ChecksumOf(IReadOnlyList<string> columns) => $"row_checksum({TextOf(columns)})";

    /// <inheritdoc/>
    public string TextOf(IReadOnlyList<string> columns) => string.Join(" || ',' || ", columns.Select(c => $"quote({c})"));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }
    }

    private static SqliteCommand Command(DbTransaction transaction, string sql, BuildKey build, ProgressStep step)
    {
        var command = ((SqliteTransaction)transaction).Connection!.CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
#pragma warning disable CA2100 // Embedded scripts.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$projection", build.Projection);
        command.Parameters.AddWithValue("$build", build.Build);
        command.Parameters.AddWithValue("$shard", step.Shard.Value);
        return command;
    }

    private async Task<T> Behind<T>(BuildKey build, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(build, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<T> Write<T>(Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await models.Writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => models.Guard(() => InTransaction(work, cancellationToken)), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            models.Writing.Release();
        }
    }

    private T InTransaction<T>(Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var connection = models.OpenWrite();
        using var transaction = connection.BeginTransaction();

        // SQLite's calls complete at once, so nothing waits here but a handler's own awaits, if it has any.
        var result = work(transaction, cancellationToken).GetAwaiter().GetResult();
        transaction.Commit();
        return result;
    }

    private sealed class Frozen(SqliteBuildDatabase database) : IFrozenBuild
    {
        public Task<T> Read<T>(Func<DbConnection, DbTransaction?, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
            database.Read((connection, token) => work(connection, null, token), cancellationToken);

        public Task<T> Write<T>(BuildKey other, Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
            database.Write(other, work, cancellationToken);
    }
}
