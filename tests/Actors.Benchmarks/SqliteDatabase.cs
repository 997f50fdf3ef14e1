using System.Diagnostics;
using Actors.Journal;
using Actors.Persistence.Sql.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Benchmarks;

/// <summary>SQLite in WAL mode with synchronous=FULL.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-bench-");
    private int _files;

    public string Name => "sqlite";

    public int ShardHosts => 1;

    public async Task<IJournalStore> OpenEmpty(CancellationToken cancellationToken) => await SqliteStore.Open(
        new SqliteOptions { Path = NextPath() }, NullLogger.Instance, cancellationToken);

    public Task<double> RawRowsPerSecond(int callers, int payload, TimeSpan duration, CancellationToken cancellationToken) =>
        Task.Run(() => Write(Math.Clamp(callers, 1, 1000), payload, duration, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string NextPath() => Path.Combine(_folder.FullName, $"bench{_files++}.db");

    private double Write(int batch, int payload, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection($"Data Source={NextPath()};Pooling=false");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Run(connection, """
            CREATE TABLE raw (shard INTEGER, seq INTEGER, entity_hash INTEGER, entity TEXT, version INTEGER, kind INTEGER, type TEXT,
                payload BLOB, metadata BLOB, time INTEGER, PRIMARY KEY (shard, seq));
            CREATE INDEX raw_entity ON raw (entity_hash, seq);
            """);
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO raw VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        for (var i = 0; i < 10; i++)
        {
            insert.Parameters.Add(new SqliteParameter($"${i}", null));
        }

        var rows = new RawRows(0, batch, payload);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration && !cancellationToken.IsCancellationRequested)
        {
            rows.Next();
            WriteBatch(connection, insert, rows, batch);
        }

        return rows.Written / clock.Elapsed.TotalSeconds;
    }

    private static void WriteBatch(SqliteConnection connection, SqliteCommand insert, RawRows rows, int batch)
    {
        using var transaction = connection.BeginTransaction();
        insert.Transaction = transaction;
        for (var row = 0; row < batch; row++)
        {
            for (var column = 0; column < rows.Columns.Length; column++)
            {
                var value = ((Array)rows.Columns[column]).GetValue(row)!;
                insert.Parameters[column].Value = value is DateTime ? 0L : value;
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
