namespace Actors.Journal.Blocks;

/// <summary>Times as journals keep them: microseconds since 1970 in UTC, rounded down.</summary>
public static class Microseconds
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The stored form of a time.</summary>
    public static long Of(DateTimeOffset time) => (time.UtcTicks / TimeSpan.TicksPerMicrosecond) - Epoch;

    /// <summary>The time of a stored form.</summary>
    /// <exception cref="FormatException">No time has this form.</exception>
    public static DateTimeOffset Read(long microseconds) =>
        microseconds >= -Epoch && microseconds <= (DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerMicrosecond) - Epoch
            ? new DateTimeOffset((microseconds + Epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
            : throw new FormatException("A time is out of range: the bytes are damaged.");
}
