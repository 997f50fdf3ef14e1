namespace Actors.TestKit.Time;

/// <summary>
/// A clock that moves only by <see cref="Advance"/>. Timers fire on the thread that advances, in the order in which they are due,
/// each while the clock shows exactly its time; timers due at the same moment fire in the order in which they were set. Thread-safe.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(ManualTimer Timer, long Setting), (long Due, long Setting)> _due = new();
    private long _now;
    private long _settings;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">What it shows first; 2026-01-01 in UTC where left out.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _now = (start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer of the process is due, in UTC; <see langword="null"/> when none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return Peek() is { } next ? new DateTimeOffset(next, TimeSpan.Zero) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires what becomes due on the way, also what is set by what fires.</summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = Volatile.Read(ref _now) + by.Ticks;
        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves the clock to a time, unless it is there already.</summary>
    /// <param name="time">The time.</param>
    public void AdvanceTo(DateTimeOffset time)
    {
        var by = time - GetUtcNow();
        if (by > TimeSpan.Zero)
        {
            Advance(by);
        }
    }

    internal void Set(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            timer.Setting = ++_settings;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _due.Enqueue((timer, timer.Setting), (_now + dueTime.Ticks, timer.Setting));
            }
        }
    }

    /// <summary>Takes the next timer due until a time and sets the clock to its moment; at the end of them sets the clock to that time.</summary>
    private ManualTimer? TakeDue(long until)
    {
        lock (_gate)
        {
            if (Peek() is not { } due || due > until)
            {
                Volatile.Write(ref _now, Math.Max(_now, until));
                return null;
            }

            Volatile.Write(ref _now, Math.Max(_now, due));
            return _due.Dequeue().Timer;
        }
    }

    private long? Peek()
    {
        while (_due.TryPeek(out var entry, out var priority))
        {
            if (entry.Timer.Setting == entry.Setting)
            {
                return priority.Due;
            }

            _due.Dequeue(); // Changed or disposed since.
        }

        return null;
    }
}
