using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>
/// One database file: one connection writes, one transaction after the other; a few others read beside it. SQLite's calls block,
/// so they run on threads of the pool and callers never wait on theirs.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly SqliteSession _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading;
    private readonly ConcurrentBag<SqliteSession> _readers = [];

    public SqliteDatabase(string path, int readersMax, ILogger logger)
    {
        _path = path;
        _logger = logger;
        Name = $"SQLite database '{path}'";
        _reading = new SemaphoreSlim(readersMax, readersMax);
        _writer = Guard(() => SqliteSession.OpenWriter(path));
    }

    /// <summary>How the database is called in messages.</summary>
    public string Name { get; }

    /// <summary>Runs work in one durable transaction; when it throws, nothing of it is stored.</summary>
    /// <exception cref="Actors.Journal.JournalUnavailableException">The file is locked, or the disk is full or broken.</exception>
    public Task<T> Write<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        Exclusively(session => InTransaction(session, "BEGIN IMMEDIATE", work), cancellationToken);

    /// <summary>Runs work in one transaction that a crash of the machine may take back, in order with the others.</summary>
    /// <exception cref="Actors.Journal.JournalUnavailableException">The file is locked, or the disk is full or broken.</exception>
    public Task<T> WriteRelaxed<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        Exclusively(session => session.Relaxed(() => InTransaction(session, "BEGIN IMMEDIATE", work)), cancellationToken);

    /// <summary>Runs work on the writing connection without a transaction.</summary>
    public async Task<T> Exclusively<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Guard(() => work(_writer)), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs reading work, which sees one state of the database.</summary>
    /// <exception cref="Actors.Journal.JournalUnavailableException">The file is locked, or the disk is broken.</exception>
    public async Task<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Guard(() => ReadPooled(work)), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
        _writing.Dispose();
        _reading.Dispose();
    }

    /// <summary>Runs work between the beginning and the end of a transaction.</summary>
    public static T InTransaction<T>(SqliteSession session, string begin, Func<SqliteSession, T> work)
    {
        session.Statement(begin).Run();
        try
        {
            var result = work(session);
            session.Statement("COMMIT").Run();
            return result;
        }
        catch
        {
            if (session.IsInTransaction)
            {
                session.Statement("ROLLBACK").Run();
            }

            throw;
        }
    }

    private T ReadPooled<T>(Func<SqliteSession, T> work)
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = SqliteSession.OpenReader(_path);
        }

        try
        {
            var result = InTransaction(reader, "BEGIN", work);
            _readers.Add(reader);
            return result;
        }
        catch
        {
            // A connection that has failed is not used again.
            reader.Dispose();
            throw;
        }
    }

    private T Guard<T>(Func<T> work) => SqliteFaults.Guard(work, Name, _path, _logger);
}
