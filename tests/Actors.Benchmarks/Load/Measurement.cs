namespace Actors.Benchmarks.Load;

/// <summary>What a load came to.</summary>
/// <param name="Seconds">How long was measured.</param>
/// <param name="Latencies">From sending, or from the scheduled arrival, to the durable answer.</param>
/// <param name="Usage">What it took.</param>
/// <param name="Errors">Operations without an answer in time.</param>
internal sealed record Measurement(double Seconds, Histogram Latencies, Usage Usage, long Errors)
{
    /// <summary>How many ended well, per second.</summary>
    public double PerSecond => Latencies.Count / Seconds;
}
