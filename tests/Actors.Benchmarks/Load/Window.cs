namespace Actors.Benchmarks.Load;

/// <summary>When is measured: after a warm-up, for a time.</summary>
internal sealed record Window(TimeSpan WarmUp, TimeSpan Duration)
{
    /// <summary>A window of that many seconds; the warm-up takes half of it, at most 3 s.</summary>
    public static Window Of(double seconds) => new(TimeSpan.FromSeconds(Math.Min(3, seconds / 2)), TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time pass. A measurement has nothing to wait for but the clock.</summary>
    public static async Task Pass(TimeSpan time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancellationToken);
    }
}
