using System.Globalization;

namespace Shop.Node.ReadModels;

/// <summary>Moments and days in read models: microseconds since 1970 and ISO dates, which both databases sort and compare alike.</summary>
internal static class Days
{
    /// <summary>The day of a moment, in UTC.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The stored form of a moment.</summary>
    public static long ToStored(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment.</summary>
    public static DateTimeOffset FromStored(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);

    /// <summary>The first day that is not in a span which ends before a moment: a span holds whole days.</summary>
    public static string After(DateTimeOffset to) => Of(to.TimeOfDay == TimeSpan.Zero ? to : to.AddDays(1));
}
