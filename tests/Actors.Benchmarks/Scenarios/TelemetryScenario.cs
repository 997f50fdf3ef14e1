using System.Diagnostics;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Reports;
using Actors.Benchmarks.Telemetry;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// What listening costs: one node under one load, alternately without listeners and with metrics and sampled traces, so that both see
/// the same machine, journal and compiled code. Once with metrics sent by OTLP and once with metrics scraped.
/// </summary>
internal sealed class TelemetryScenario : IScenario
{
    private const int Pairs = 15;
    private const double TraceRatio = 0.01;

    /// <summary>Setting listeners up compiles code and starts threads, once in a node's life: that is over then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1.5);


    public string Name => "telemetry";

    public string Summary => "The cost of metrics and of one trace in a hundred: fifteen pairs of phases with and without; 1,000 callers.";

    public async Task Run(Bench bench)
    {
        await using var collector = await LocalCollector.Start();
        foreach (var callers in bench.CallersOr(1000))
        {
            foreach (var isScraped in (bool[])[false, true])
            {
                await Run(bench, new Workload(callers, 1000), collector, isScraped);
            }
        }
    }

    private async Task Run(Bench bench, Workload workload, LocalCollector collector, bool isScraped)
    {
        await using var node = await bench.Start(Account.Model);
        var loop = new ClosedLoop(workload.On(node), bench.Database.ServerTime);
        (IReadOnlyList<Phase> without, IReadOnlyList<Phase> with) = ([], []);
        await loop.Run(workload.Callers, bench.Window, bench.Token, async running =>
            (without, with) = await Phase.Alternate(
                Pairs, isListened => Measure(bench, running, isListened ? new Listeners(collector.Address, TraceRatio, isScraped) : null)));
        Tell(bench, workload, collector, isScraped, without, with);
    }

    private static async Task<Phase> Measure(Bench bench, ClosedLoop loop, Listeners? listeners)
    {
        using var listening = listeners;
        await Window.Pass(Settling, bench.Token);
        var (latencies, usage, started) = (loop.Latencies.Copy(), Usage.Now(bench.Database.ServerTime()), Stopwatch.GetTimestamp());
        await Window.Pass(TimeSpan.FromSeconds(bench.Settings.Seconds / 2), bench.Token);
        listeners?.Scrape();
        await Window.Pass(TimeSpan.FromSeconds(bench.Settings.Seconds / 2), bench.Token);
        return new Phase(
            listeners is not null,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            loop.Latencies.Copy().Since(latencies),
            Usage.Now(bench.Database.ServerTime()).Since(usage));
    }

    private void Tell(Bench bench, Workload workload, LocalCollector collector, bool isScraped, IReadOnlyList<Phase> without, IReadOnlyList<Phase> with)
    {
        if (collector.TraceBytes == 0)
        {
            throw new InvalidOperationException("No trace came to the collector, so nothing was measured.");
        }

        double[] lost = [.. without.Zip(with, (off, on) => 1 - (on.PerSecond / off.PerSecond))];
        double[] spent = [.. without.Zip(with, (off, on) => (on.ProcessMicroseconds / off.ProcessMicroseconds) - 1)];
        double[] both = [.. without.Zip(with, (off, on) => (TimeOf(on) / TimeOf(off)) - 1)];
        bench.Report.Add(Phase.FigureOf(bench, Name, "without listeners", workload, without));
        bench.Report.Add(Phase.FigureOf(bench, Name, isScraped ? "metrics scraped, traces sent" : "metrics and traces sent", workload, with) with
        {
            Note = $"overhead, median of {Pairs} pairs: {Text.Tenths(Phase.Median(lost) * 100)}% of commands per second "
                + $"({Text.Tenths(lost.Min() * 100)} to {Text.Tenths(lost.Max() * 100)}), {Text.Tenths(Phase.Median(both) * 100)}% of the processor time of node and database, "
                + $"{Text.Tenths(Phase.Median(spent) * 100)}% of the node's",
        });
    }

    private static double TimeOf(Phase phase) => phase.ProcessMicroseconds + (phase.ServerMicroseconds ?? 0);
}
