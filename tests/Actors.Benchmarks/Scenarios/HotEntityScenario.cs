using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Raw;
using Actors.Benchmarks.Reports;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// One entity takes one command at a time, but need not wait for the commit of one before it decides the next: commands from one
/// client that does not wait are committed together, and one by one they cost one commit each.
/// </summary>
internal sealed class HotEntityScenario : IScenario
{
    public string Name => "hot-entity";

    public string Summary => "One entity: one by one beside the raw commit, and with 64 and 1,000 commands under way from one client.";

    public bool IsDefault => true;

    public async Task Run(Bench bench)
    {
        bench.Report.Add(await OneByOne(bench));
        await bench.Closed(Name, "pipelined", new Workload(64, 1));
        await bench.Closed(Name, "pipelined", new Workload(1000, 1));
    }

    private async Task<Figure> OneByOne(Bench bench)
    {
        var workload = new Workload(1, 1);
        var before = await bench.RawLimit(RawForm.Rows, workload);
        Figure figure;
        await using (var node = await bench.Start(Account.Model))
        {
            figure = bench.FigureOf(Name, "one by one", workload, await bench.Closed(workload.On(node), 1));
        }

        if (before is null || await bench.RawLimit(RawForm.Rows, workload) is not { } after)
        {
            return figure;
        }

        var commit = (Median(before) + Median(after)) / 2;
        return figure with
        {
            RawRowsPerSecond = (before.RecordsPerSecond + after.RecordsPerSecond) / 2,
            Note = $"raw commit p50 {Text.Fine(commit)} ms, p99 {Text.Fine(after.Commits.PercentileMs(0.99))} ms; asks take {Text.Tenths(figure.P50Ms / commit)} times that",
        };
    }

    private static double Median(RawFigure raw) => raw.Commits.PercentileMs(0.5);
}
