namespace Actors.TestKit.Time;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private volatile bool _isDisposed;

    /// <summary>Which setting is current; earlier ones do not fire. Guarded by the clock.</summary>
    public long Setting { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
        {
            return false;
        }

        _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
        clock.Set(this, dueTime);
        return true;
    }

    public void Fire()
    {
        if (_isDisposed)
        {
            return;
        }

        if (_period != Timeout.InfiniteTimeSpan)
        {
            clock.Set(this, _period);
        }

        callback(state);
    }

    public void Dispose()
    {
        _isDisposed = true;
        clock.Set(this, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
