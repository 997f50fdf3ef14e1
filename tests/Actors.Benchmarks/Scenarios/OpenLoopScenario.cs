using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Reports;

namespace Actors.Benchmarks.Scenarios;

/// <summary>Latency under a load that does not wait for answers, at a share of what the same node reached just before.</summary>
internal sealed class OpenLoopScenario : IScenario
{
    private const int Seed = 1;

    public string Name => "open-loop";

    public string Summary => "Arrivals on a schedule at half the closed loop's throughput, or --share or --rate; 1,000 and 100,000 entities.";

    public bool IsDefault => true;

    public async Task Run(Bench bench)
    {
        foreach (var entities in new[] { 1000, 100_000 })
        {
            var workload = new Workload(1000, entities);
            await using var node = await bench.Start(Account.Model);
            var operation = workload.On(node);
            var closed = await bench.Closed(operation, workload.Callers);
            bench.Report.Add(bench.FigureOf(Name, "closed loop for the rate", workload, closed));
            await Measure(bench, workload, operation, bench.Settings.Rate ?? (closed.PerSecond * bench.Settings.Share));
        }
    }

    private async Task Measure(Bench bench, Workload workload, IOperation operation, double rate)
    {
        var loop = new OpenLoop(operation, rate, Seed, bench.Database.ServerTime);
        using var pauses = new CollectorPauses();
        var measured = await loop.Run(bench.Window, bench.Token);
        bench.Report.Add(bench.FigureOf(Name, $"open loop, {Text.Number(rate)}/s", workload with { Callers = 0 }, measured) with
        {
            OfferedPerSecond = rate,
            Note = $"sent late by p50 {Text.Fine(loop.Lags.PercentileMs(0.5))} ms, p99 {Text.Fine(loop.Lags.PercentileMs(0.99))} ms"
                + (loop.Held > 0 ? $"; held back {Text.Number(loop.Held)} times by the bound of commands under way" : string.Empty)
                + $"; {pauses.Describe()}",
        });
    }
}
