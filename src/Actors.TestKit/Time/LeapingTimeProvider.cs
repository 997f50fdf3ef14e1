namespace Actors.TestKit.Time;

/// <summary>
/// A clock whose date can leap forward, and that goes on by itself: timestamps and timers are those of the machine, so leases, heartbeats
/// and deadlines take their real time, and a year passes at once for whoever asks for the date. Thread-safe.
/// </summary>
public sealed class LeapingTimeProvider : TimeProvider
{
    private long _leapt;

    /// <summary>How far the date is ahead of the machine's.</summary>
    public TimeSpan Leapt => TimeSpan.FromTicks(Interlocked.Read(ref _leapt));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Leapt;

    /// <summary>Sets the date forward.</summary>
    /// <param name="by">How far; not negative.</param>
    public void Leap(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _leapt, by.Ticks);
    }

    /// <summary>Sets the date forward to a time, unless it is later already.</summary>
    /// <param name="time">The time.</param>
    public void LeapTo(DateTimeOffset time)
    {
        var by = time - GetUtcNow();
        if (by > TimeSpan.Zero)
        {
            Leap(by);
        }
    }
}
