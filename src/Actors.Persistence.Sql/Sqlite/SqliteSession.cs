using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>One connection to a database file with its prepared statements. One thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusyMilliseconds = 5000;

    // Write-ahead log pages before they are copied into the database file: fewer copies of hot index pages than the default 1,000.
    private const int CheckpointPages = 8000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether a transaction is open; some errors end it by themselves.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>Opens the one connection that writes, and creates the file where missing.</summary>
    public static SqliteSession OpenWriter(string path)
    {
        var session = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            session.Script($"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {CheckpointPages};");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads.</summary>
    public static SqliteSession OpenReader(string path)
    {
        var session = Open(path, SqliteOpenMode.ReadWrite);
        session.Script("PRAGMA query_only = ON;");
        return session;
    }

    /// <summary>The prepared form of a statement, ready for its values.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var database = _connection.Handle!;
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared), database);
            statement = new SqliteStatement(database, prepared);
            _statements.Add(sql, statement);
        }

        return statement.Start();
    }

    /// <summary>Runs a text of several statements without values.</summary>
    public void Script(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only texts of this assembly come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Runs work whose transactions do not wait for the disk.</summary>
    public T Relaxed<T>(Func<T> work)
    {
        Script("PRAGMA synchronous = NORMAL;");
        try
        {
            return work();
        }
        finally
        {
            Script("PRAGMA synchronous = FULL;");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private static SqliteSession Open(string path, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ConnectionString);
        var session = new SqliteSession(connection);
        try
        {
            connection.Open();
            session.Script($"PRAGMA busy_timeout = {BusyMilliseconds}; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
