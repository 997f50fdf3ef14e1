using System.Diagnostics;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Reports;
using Actors.Benchmarks.Telemetry;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// What listening costs: one node under one load, alternately without listeners and with metrics and sampled traces, so that both see
/// the same machine, journal and compiled code. The order turns round from pair to pair. The first pair is not counted.
/// </summary>
internal sealed class TelemetryScenario : IScenario
{
    private const int Pairs = 15;
    private const double TraceRatio = 0.01;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);
    private readonly List<Phase> _phases = [];

    public string Name => "telemetry";

    public string Summary => "The cost of metrics and of one trace in a hundred: fifteen pairs of phases with and without; 1,000 callers.";

    public async Task Run(Bench bench)
    {
        _phases.Clear();
        await using var collector = await LocalCollector.Start();
        foreach (var callers in bench.CallersOr(1000))
        {
            var workload = new Workload(callers, 1000);
            await using var node = await bench.Start(Account.Model);
            var loop = new ClosedLoop(workload.On(node), bench.Database.ServerTime);
            await loop.Run(callers, bench.Window, bench.Token, running => Alternate(bench, running, collector));
            Tell(bench, workload, collector);
        }
    }

    private async Task Alternate(Bench bench, ClosedLoop loop, LocalCollector collector)
    {
        _phases.Clear();
        for (var pair = 0; pair <= Pairs; pair++)
        {
            foreach (var isListened in pair % 2 == 0 ? (bool[])[false, true] : [true, false])
            {
                var phase = await Measure(bench, loop, isListened ? collector.Address : null);
                if (pair > 0)
                {
                    _phases.Add(phase);
                }
            }
        }
    }

    private static async Task<Phase> Measure(Bench bench, ClosedLoop loop, Uri? collector)
    {
        using var listeners = collector is null ? null : new Listeners(collector, TraceRatio);
        await Window.Pass(Settling, bench.Token);
        var (latencies, usage, started) = (loop.Latencies.Copy(), Usage.Now(bench.Database.ServerTime()), Stopwatch.GetTimestamp());
        await Window.Pass(TimeSpan.FromSeconds(bench.Settings.Seconds / 2), bench.Token);
        listeners?.Scrape();
        await Window.Pass(TimeSpan.FromSeconds(bench.Settings.Seconds / 2), bench.Token);
        return new Phase(
            collector is not null,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            loop.Latencies.Copy().Since(latencies),
            Usage.Now(bench.Database.ServerTime()).Since(usage));
    }

    private void Tell(Bench bench, Workload workload, LocalCollector collector)
    {
        if (collector.TraceBytes == 0)
        {
            throw new InvalidOperationException("No trace came to the collector, so nothing was measured.");
        }

        var without = _phases.Where(p => !p.IsListened).ToList();
        var with = _phases.Where(p => p.IsListened).ToList();
        double[] lost = [.. without.Zip(with, (off, on) => 1 - (on.PerSecond / off.PerSecond))];
        double[] spent = [.. without.Zip(with, (off, on) => (on.ProcessMicroseconds / off.ProcessMicroseconds) - 1)];
        Add(bench, workload, "without listeners", without, null);
        Add(
            bench,
            workload,
            "with metrics and traces",
            with,
            $"overhead, median of {Pairs} pairs: {Text.Tenths(Phase.Median(lost) * 100)}% of commands per second "
            + $"({Text.Tenths(lost.Min() * 100)} to {Text.Tenths(lost.Max() * 100)}), {Text.Tenths(Phase.Median(spent) * 100)}% of processor time");
    }

    private void Add(Bench bench, Workload workload, string name, List<Phase> phases, string? note) => bench.Report.Add(new Figure
    {
        Scenario = Name,
        Case = name,
        Database = bench.Database.Name,
        Callers = workload.Callers,
        Entities = workload.Entities,
        PayloadBytes = workload.PayloadBytes,
        PerSecond = Phase.Median(phases, p => p.PerSecond),
        P50Ms = Phase.Median(phases, p => p.Latencies.PercentileMs(0.5)),
        P99Ms = Phase.Median(phases, p => p.Latencies.PercentileMs(0.99)),
        P999Ms = Phase.Median(phases, p => p.Latencies.PercentileMs(0.999)),
        MaxMs = phases.Max(p => p.Latencies.MaxMs),
        ProcessMicroseconds = Phase.Median(phases, p => p.ProcessMicroseconds),
        AllocatedBytes = Phase.Median(phases, p => (double)p.Usage.AllocatedBytes / p.Latencies.Count),
        Note = note,
    });
}
