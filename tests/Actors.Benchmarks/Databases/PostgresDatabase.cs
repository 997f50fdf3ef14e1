using System.Globalization;
using Actors.Benchmarks.Raw;
using Actors.Journal;
using Actors.Persistence.Sql;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Benchmarks.Databases;

/// <summary>A private PostgreSQL with durable commits, on this machine.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    private const string Sizes = "SELECT relname, n_live_tup FROM pg_stat_user_tables ORDER BY pg_total_relation_size(relid) DESC LIMIT 3";
    private const int LogFileBytes = 16 << 20; // wal_segment_size, as a server has it that was not told otherwise.
    private readonly PostgresServer _server;
    private readonly CompactionOptions _compaction;
    private ServerProcesses _processes = null!;
    private int _databases;

    private PostgresDatabase(PostgresServer server, CompactionOptions compaction) => (_server, _compaction) = (server, compaction);

    /// <summary>
    /// The server's cache: a quarter of the memory, as PostgreSQL's manual advises, and 4 GiB at most. Each round of compaction touches the
    /// whole index of its shard: a cache that does not hold the indexes writes their pages again and again.
    /// </summary>
    public static int CacheMegabytes { get; } = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 >> 20, 128, 4096);

    public string Name => "postgres";

    public int ShardHosts => 1;

    public int RawWriters => 2;

    public bool KeepsRecords => true;

    public int? ConnectionsMax { get; } = new PostgresOptions { ConnectionString = string.Empty }.ConnectionsMax;

    public string? Address => _server.ConnectionString(Current);

    private string Current => $"bench{_databases}";

    /// <summary>Starts a server.</summary>
    /// <param name="flushDelay">How much longer each flush of its log takes; see docs/performance.md.</param>
    /// <param name="compaction">How long the tails of shards may become.</param>
    /// <param name="logGigabytes">How much of its log the server has made before anything is measured; see <see cref="FillLog"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PostgresDatabase> Start(
        TimeSpan flushDelay, CompactionOptions compaction, int logGigabytes, CancellationToken cancellationToken)
    {
        var options = new PostgresServerOptions { Durable = true, SharedBuffersMegabytes = CacheMegabytes, OverSocket = true };
        var database = new PostgresDatabase(await PostgresServer.Start(options, cancellationToken), compaction);
        if (flushDelay > TimeSpan.Zero)
        {
            // With no siblings asked for, the process that flushes sleeps before every flush.
            var microseconds = flushDelay.TotalMicroseconds.ToString(CultureInfo.InvariantCulture);
            await database.Administer($"ALTER SYSTEM SET commit_delay = {microseconds}", cancellationToken);
            await database.Administer("ALTER SYSTEM SET commit_siblings = 0", cancellationToken);
            await database.Administer("SELECT pg_reload_conf()", cancellationToken);
        }

        await database.FillLog(logGigabytes, cancellationToken);
        await database.FindProcesses(cancellationToken);
        return database;
    }

    public async Task<IJournalStore> OpenEmpty(CancellationToken cancellationToken)
    {
        await CreateDatabase(cancellationToken);
        return await Open(cancellationToken);
    }

    public async Task<IJournalStore?> OpenBeside(CancellationToken cancellationToken) => await Open(cancellationToken);

    public async Task<IJournalStore> Reopen(CancellationToken cancellationToken)
    {
        NpgsqlConnection.ClearAllPools();
        await _server.Stop(cancellationToken);
        await _server.Restart(cancellationToken);
        await FindProcesses(cancellationToken);
        return await Open(cancellationToken);
    }

    public async Task<RawFigure?> RawLimit(RawForm form, RawShape shape, TimeSpan duration, CancellationToken cancellationToken)
    {
        await CreateDatabase(cancellationToken);
        await using var source = NpgsqlDataSource.Create(_server.ConnectionString(Current) + ";Application Name=raw");
        await using (var create = source.CreateCommand(RawScripts.Read("Postgres.create")))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var timer = new RawTimer(duration);
        await Task.WhenAll(Enumerable.Range(0, shape.Writers).Select(
            w => Task.Run(() => new PostgresRawWriter(source, form, shape, w).Run(timer, cancellationToken), cancellationToken)));
        return timer.Figure;
    }

    public ISqlReadModels OpenReadModels() =>
        new PostgresReadModels(new PostgresOptions { ConnectionString = _server.ConnectionString(Current) }, NullLogger.Instance);

    public Task WriteRaw(IReadOnlyList<BookingRows> transactions, CancellationToken cancellationToken) =>
        PostgresRawRows.Write(_server.ConnectionString(Current), transactions, cancellationToken);

    public TimeSpan? ServerTime() => _processes.Time();

    public async Task<DatabaseSize> Size(CancellationToken cancellationToken)
    {
        var bytes = (long)(await Administer("SELECT pg_database_size(current_database())", cancellationToken, Current))!;
        await using var source = NpgsqlDataSource.Create(ConnectionString(Current));
        await using var command = source.CreateCommand(Sizes);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<(string, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return new DatabaseSize(bytes, tables);
    }

    public async Task<int> Connections(CancellationToken cancellationToken) => Convert.ToInt32(
        await Administer("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'actors'", cancellationToken), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<IJournalStore> Open(CancellationToken cancellationToken) => await PostgresStore.Open(
        new PostgresOptions { ConnectionString = _server.ConnectionString(Current), Compaction = _compaction }, NullLogger.Instance, cancellationToken);

    /// <summary>
    /// Lets the server make files of its log and give them back to be used again, as one has that has run for a while: a fresh one makes and
    /// flushes a file of 16 MiB every sixth of a second under load, and all commits wait for it.
    /// </summary>
    private async Task FillLog(int gigabytes, CancellationToken cancellationToken)
    {
        await Administer(string.Create(CultureInfo.InvariantCulture, $"ALTER SYSTEM SET min_wal_size = '{gigabytes}GB'"), cancellationToken);
        await Administer("SELECT pg_reload_conf()", cancellationToken);
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        for (var file = 0; file < ((long)gigabytes << 30) / LogFileBytes; file++)
        {
            await using var command = new NpgsqlCommand("SELECT pg_logical_emit_message(false, 'bench', ''); SELECT pg_switch_wal()", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await Administer("CHECKPOINT", cancellationToken);
    }

    /// <summary>A fresh database; the one before goes, so that its vacuum and its size burden no later figure.</summary>
    private async Task CreateDatabase(CancellationToken cancellationToken)
    {
        NpgsqlConnection.ClearAllPools();
        await Administer($"DROP DATABASE IF EXISTS {Current} WITH (FORCE)", cancellationToken);
        _databases++;
        await Administer($"CREATE DATABASE {Current}", cancellationToken);
        await Administer("CHECKPOINT", cancellationToken);
    }

    private async Task FindProcesses(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        _processes = new ServerProcesses(connection.ProcessID);
    }

    private string ConnectionString(string database) => _server.ConnectionString(database) + ";Pooling=false";

    private async Task<object?> Administer(string sql, CancellationToken cancellationToken, string database = "postgres")
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(database));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
