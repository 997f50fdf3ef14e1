using Actors.Journal;
using Npgsql;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>Tells which errors time may heal, and says them in words.</summary>
internal static class PostgresFaults
{
    /// <summary>What is told when the synchronous standby did not answer in time.</summary>
    public const string StandbyIsAway = "its synchronous standby did not confirm in time";

    /// <summary>Whether the database has rolled the transaction back and asks to repeat it: deadlock or serialization failure.</summary>
    public static bool IsRolledBack(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Whether time, or an operator, may heal it.</summary>
    public static bool IsUnavailable(Exception error) => error switch
    {
        PostgresException postgres => IsUnavailable(postgres.SqlState) || IsRolledBack(postgres),
        NpgsqlException => true,
        TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    /// <summary>
    /// Whether the server says that it waits no longer for its synchronous standby, although it has stored the transaction for itself
    /// and reports success. That happens when a statement is cancelled because it took too long.
    /// </summary>
    public static bool GivesUpOnStandby(PostgresNotice notice) =>
        notice is { InvariantSeverity: "WARNING", SqlState: PostgresErrorCodes.Warning or PostgresErrorCodes.AdminShutdown };

    /// <summary>The exception for callers: what happened, where, what to do.</summary>
    public static JournalUnavailableException Unavailable(string database, Exception error) =>
        new($"{database} is unavailable: {Reason(error)}", error);

    /// <summary>What happened and what to do, in words.</summary>
    public static string Reason(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "its disk is full. Free space on it; work then goes on by itself.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            "it has no connection left. Raise its max_connections, or lower ConnectionsMax of the nodes.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } =>
            "it is shutting down. Start it again; work then goes on by itself.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "it is starting up. Work goes on by itself.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "it is a read-only standby. Connect to the primary, or promote it.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "the server has no such database. Create it, or correct the connection string.",
        PostgresException { SqlState: ['2', '8', ..] } => "it refuses the log-in. Check user name and password.",
        PostgresException postgres => $"it reports {postgres.SqlState}: {postgres.MessageText}.",
        { InnerException: TimeoutException } or TimeoutException =>
            "it did not answer in time. Check its load and locks; work goes on by itself.",
        _ => $"it cannot be reached ({error.InnerException?.Message ?? error.Message}). Check that it runs and that host and port are right.",
    };

    // By class: 08 connection, 28 log-in, 53 resources (disk, memory, connections), 57 operator intervention, 58 system (I/O).
    private static bool IsUnavailable(string state) =>
        state[..2] is "08" or "28" or "53" or "57" or "58"
        || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable;
}
