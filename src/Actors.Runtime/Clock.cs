namespace Actors.Runtime;

/// <summary>Reads the clock in the precision that journals keep, so that a replay sees the same time.</summary>
internal static class Clock
{
    /// <summary>The time in UTC, cut to microseconds.</summary>
    public static DateTimeOffset Now(TimeProvider time) => Cut(time.GetUtcNow());

    /// <summary>A time in UTC, cut to microseconds.</summary>
    public static DateTimeOffset Cut(DateTimeOffset value) => new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
