using System.Data.Common;
using Actors.Persistence.Sql.Projections.Builds;
using Actors.Persistence.Sql.Sqlite;
using Actors.Projections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Projections;

/// <summary>
/// Read models in a SQLite file of their own, so that they never wait for the journal's writer. A crash of the machine may take the
/// file back to an earlier state, offsets included; the projections then go on from there. Thread-safe.
/// </summary>
public sealed class SqliteReadModels : ISqlReadModels
{
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly SqliteBuildDatabase _builds;

    /// <summary>Names the file, such as <c>data/readmodels.db</c>; it and its folder are created when the first projection starts.</summary>
    public SqliteReadModels(string path, ILogger logger)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        _logger = logger;
        _builds = new SqliteBuildDatabase(this);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>How the database is called in messages.</summary>
    internal string Name => $"SQLite database '{_path}'";

    /// <summary>Lets one projection write at a time; SQLite itself would let the others poll.</summary>
    internal SemaphoreSlim Writing { get; } = new(1, 1);

    /// <inheritdoc/>
    public IProjectionStore Store(ISqlProjection projection) => new SqliteProjectionStore(this, projection);

    /// <inheritdoc/>
    public IVersionedProjection Projection(params IReadOnlyList<SqlProjection> versions) => new SqlVersionedProjection(_builds, versions, TimeProvider.System);

    /// <inheritdoc/>
    public Task<DbConnection> OpenRead(CancellationToken cancellationToken) =>
        Task.Run<DbConnection>(() => Open(Settings(SqliteCacheMode.Private), "PRAGMA query_only = ON;"), cancellationToken);

    /// <summary>Frees what it holds; open connections stay the callers'.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var settings in (string[])[Settings(SqliteCacheMode.Default), Settings(SqliteCacheMode.Private)])
        {
            using var connection = new SqliteConnection(settings);
            SqliteConnection.ClearPool(connection);
        }

        _builds.Dispose();
        Writing.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a connection that may write.</summary>
    internal SqliteConnection OpenWrite() => Open(Settings(SqliteCacheMode.Default), "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -32768;");

    /// <summary>Turns faults that time may heal into the one exception for them.</summary>
    internal T Guard<T>(Func<T> work) => SqliteFaults.Guard(work, Name, _path, _logger);

    // Connections are pooled by their settings: the two cache modes, which differ in nothing else here, keep readers and writers apart.
    private string Settings(SqliteCacheMode cache) => new SqliteConnectionStringBuilder { DataSource = _path, Cache = cache }.ConnectionString;

    private SqliteConnection Open(string settings, string pragma) => Guard(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var connection = new SqliteConnection(settings);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only texts of this class come here.
            command.CommandText = $"PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; {pragma}";
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });
}
