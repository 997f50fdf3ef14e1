using Actors.Benchmarks.Load;

namespace Actors.Benchmarks.Telemetry;

/// <summary>What one stretch of the load came to.</summary>
/// <param name="IsListened">Whether there were listeners.</param>
/// <param name="Seconds">How long it was.</param>
/// <param name="Latencies">Of the commands in it.</param>
/// <param name="Usage">What it took.</param>
internal sealed record Phase(bool IsListened, double Seconds, Histogram Latencies, Usage Usage)
{
    /// <summary>Commands per second.</summary>
    public double PerSecond => Latencies.Count / Seconds;

    /// <summary>Processor time of this process for one command, in microseconds.</summary>
    public double ProcessMicroseconds => Usage.Process.TotalMicroseconds / Latencies.Count;

    /// <summary>The median of a figure over phases.</summary>
    public static double Median(IEnumerable<Phase> phases, Func<Phase, double> figure) => Median([.. phases.Select(figure)]);

    /// <summary>The median of values.</summary>
    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
