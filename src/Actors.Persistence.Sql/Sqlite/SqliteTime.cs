namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Times as SQLite keeps them: microseconds since 1970 in UTC, rounded down.</summary>
internal static class SqliteTime
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The stored form of a time.</summary>
    public static long Stored(DateTimeOffset time) => (time.UtcTicks / TimeSpan.TicksPerMicrosecond) - Epoch;

    /// <summary>The time of a stored form.</summary>
    public static DateTimeOffset Read(long microseconds) => new((microseconds + Epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
