using Actors.Benchmarks.Reports;
using Actors.Benchmarks.Scenarios;

namespace Actors.Benchmarks.Load;

/// <summary>What one stretch of the load came to.</summary>
/// <param name="IsWith">Whether that whose cost is measured was there.</param>
/// <param name="Seconds">How long it was.</param>
/// <param name="Latencies">Of the commands in it.</param>
/// <param name="Usage">What it took.</param>
internal sealed record Phase(bool IsWith, double Seconds, Histogram Latencies, Usage Usage)
{
    /// <summary>Commands per second.</summary>
    public double PerSecond => Latencies.Count / Seconds;

    /// <summary>Processor time of this process for one command, in microseconds.</summary>
    public double ProcessMicroseconds => Usage.Process.TotalMicroseconds / Latencies.Count;

    /// <summary>Processor time of the database server for one command, in microseconds; <see langword="null"/> where there is none.</summary>
    public double? ServerMicroseconds => Usage.Server?.TotalMicroseconds / Latencies.Count;

    /// <summary>Measures pairs of phases, with and without, and turns the order round from pair to pair. The first pair is not counted.</summary>
    /// <param name="pairs">How many are counted.</param>
    /// <param name="measure">Measures one phase, with or without.</param>
    public static async Task<(IReadOnlyList<Phase> Without, IReadOnlyList<Phase> With)> Alternate(int pairs, Func<bool, Task<Phase>> measure)
    {
        var phases = new List<Phase>();
        for (var pair = 0; pair <= pairs; pair++)
        {
            foreach (var isWith in pair % 2 == 0 ? (bool[])[false, true] : [true, false])
            {
                var phase = await measure(isWith);
                if (pair > 0)
                {
                    phases.Add(phase);
                }
            }
        }

        return ([.. phases.Where(p => !p.IsWith)], [.. phases.Where(p => p.IsWith)]);
    }

    /// <summary>The medians of phases as a line of the report.</summary>
    public static Figure FigureOf(Bench bench, string scenario, string name, Workload workload, IReadOnlyList<Phase> phases) => new()
    {
        Scenario = scenario,
        Case = name,
        Database = bench.Database.Name,
        Callers = workload.Callers,
        Entities = workload.Entities,
        PayloadBytes = workload.PayloadBytes,
        PerSecond = Median(phases, p => p.PerSecond),
        P50Ms = Median(phases, p => p.Latencies.PercentileMs(0.5)),
        P99Ms = Median(phases, p => p.Latencies.PercentileMs(0.99)),
        P999Ms = Median(phases, p => p.Latencies.PercentileMs(0.999)),
        MaxMs = phases.Max(p => p.Latencies.MaxMs),
        ProcessMicroseconds = Median(phases, p => p.ProcessMicroseconds),
        ServerMicroseconds = phases[0].ServerMicroseconds is null ? null : Median(phases, p => p.ServerMicroseconds!.Value),
        AllocatedBytes = Median(phases, p => (double)p.Usage.AllocatedBytes / p.Latencies.Count),
    };

    /// <summary>The median of a figure over phases.</summary>
    public static double Median(IEnumerable<Phase> phases, Func<Phase, double> figure) => Median([.. phases.Select(figure)]);

    /// <summary>The median of values.</summary>
    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
