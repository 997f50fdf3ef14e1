using System.Diagnostics;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Reports;

namespace Actors.Benchmarks.Scenarios;

/// <summary>Full load for minutes: what is left when indexes have grown, vacuum and compaction work beside, and the disk has filled.</summary>
internal sealed class SustainedScenario : IScenario
{
    public const string OwnName = "sustained";
    private const int CallersUsually = 4000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly List<double> _rates = [];
    private readonly List<double> _slowest = [];

    public string Name => OwnName;

    public string Summary => "Full load of --callers (4,000) for --sustained minutes (10), a line every 10 s; --entities (100,000).";

    public async Task Run(Bench bench)
    {
        foreach (var callers in bench.CallersOr(CallersUsually))
        {
            await Run(bench, callers);
        }
    }

    private async Task Run(Bench bench, int callers)
    {
        _rates.Clear();
        _slowest.Clear();
        var workload = new Workload(callers, bench.Settings.Entities);
        var figure = await bench.WithLimits(workload, async () =>
        {
            await using var node = await bench.Start(Account.Model);
            var loop = new ClosedLoop(workload.On(node), bench.Database.ServerTime);
            var measured = await loop.Run(callers, bench.Window, bench.Token, running => Watch(bench, running));
            return bench.FigureOf(Name, $"{bench.Settings.Sustained.TotalMinutes:0.##} minutes", workload, measured) with
            {
                Note = $"per second in 10 s: least {Text.Number(_rates.Min())}, median {Text.Number(Median(_rates))}, last {Text.Number(_rates[^1])}; "
                    + $"p99: median {Text.Fine(Median(_slowest))} ms, worst {Text.Fine(_slowest.Max())} ms; {await bench.Database.Size(bench.Token)}",
            };
        });
        bench.Report.Add(figure);
    }

    private async Task Watch(Bench bench, ClosedLoop loop)
    {
        var started = Stopwatch.GetTimestamp();
        var (seen, last) = (loop.Latencies.Copy(), started);
        using var timer = new PeriodicTimer(Every < bench.Settings.Sustained ? Every : bench.Settings.Sustained);
        while (Stopwatch.GetElapsedTime(started) < bench.Settings.Sustained && await timer.WaitForNextTickAsync(bench.Token))
        {
            var (now, interval) = (loop.Latencies.Copy(), Stopwatch.GetElapsedTime(last));
            var during = now.Since(seen);
            var rate = during.Count / interval.TotalSeconds;
            (seen, last) = (now, Stopwatch.GetTimestamp());
            _rates.Add(rate);
            _slowest.Add(during.PercentileMs(0.99));
            bench.Report.Say(
                $"  {Stopwatch.GetElapsedTime(started).TotalSeconds,5:N0} s {Text.Number(rate),9}/s  p99 {Text.Fine(_slowest[^1])} ms  "
                + $"memory {Environment.WorkingSet / 1e6:N0} MB  database {await bench.Database.Size(bench.Token)}");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
