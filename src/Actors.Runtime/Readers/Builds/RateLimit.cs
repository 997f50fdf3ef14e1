namespace Actors.Runtime.Readers.Builds;

/// <summary>Spreads what several loops do evenly over time. Thread-safe.</summary>
/// <param name="perSecond">How much per second; 0 for no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit(int perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _free = time.GetUtcNow();

    /// <summary>How much may be taken at a time, so that no turn is longer than a fraction of a second.</summary>
    public int TurnMax => perSecond == 0 ? int.MaxValue : Math.Max(1, perSecond / 10);

    /// <summary>Waits for the turn of that many.</summary>
    public Task Take(int count, CancellationToken cancellationToken)
    {
        if (perSecond == 0)
        {
            return Task.CompletedTask;
        }

        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _free = _free > now ? _free : now;
            wait = _free - now;
            _free += TimeSpan.FromSeconds((double)count / perSecond);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
