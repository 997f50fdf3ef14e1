using Actors.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Tells which errors of SQLite time may heal, and says them in words.</summary>
internal static class SqliteFaults
{
    /// <summary>Runs work, and turns errors into those that callers know.</summary>
    /// <exception cref="JournalUnavailableException">Time, or an operator, may heal it.</exception>
    /// <exception cref="DamagedDatabaseException">The file is no database, or a broken one.</exception>
    public static T Guard<T>(Func<T> work, string database, string path, ILogger logger)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (IsUnavailable(e))
        {
            logger.Unavailable(database, Reason(e));
            throw new JournalUnavailableException($"{database} is unavailable: {Reason(e)}", e);
        }
        catch (SqliteException e) when (IsDamaged(e))
        {
            throw new DamagedDatabaseException(path, e.Message, e);
        }
    }

    /// <summary>Whether time, or an operator, may heal it.</summary>
    private static bool IsUnavailable(SqliteException error) => error.SqliteErrorCode is
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_FULL
        or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM;

    /// <summary>Whether the file is no database, or a broken one.</summary>
    private static bool IsDamaged(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>What happened and what to do, in words.</summary>
    private static string Reason(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "its disk is full. Free space on it; work then goes on by itself.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds its lock. Close the program; work then goes on by itself.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "it may not be written. Check the rights of the file and its folder.",
        raw.SQLITE_CANTOPEN => "the file cannot be opened. Check the path and the rights of its folder.",
        raw.SQLITE_IOERR => $"the disk reports an error ({error.SqliteExtendedErrorCode}). Check the disk and the system log.",
        raw.SQLITE_NOMEM => "memory is short.",
        _ => error.Message,
    };
}
