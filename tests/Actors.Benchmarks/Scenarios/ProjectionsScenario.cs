using System.Diagnostics;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Projections;
using Actors.Benchmarks.Reports;
using Actors.Persistence.Sql.Projections;
using Actors.Projections;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// A read model with a row for every event: how fast it is rebuilt beside the raw reading and writing of the same, how long an event takes
/// to its row under a steady load, and how long readers may wait for a switch under that load.
/// </summary>
internal sealed class ProjectionsScenario : IScenario
{
    private const int RatePerSecond = 5000;
    private const int Switches = 10;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public string Name => "projections";

    public string Summary => "Rebuild of --entities (100,000) x 10 events, lag at --rate (5,000) commands/s, and switches under that load.";

    public bool NeedsRecords => true;

    public async Task Run(Bench bench)
    {
        await using var filled = await FilledReadModel.Open(bench);
        var (node, models, projection) = (filled.Node, filled.Models, filled.Projection);
        await Rebuild(bench, filled);
        await Drop(bench, node, projection);

        var workload = new Workload(0, filled.Accounts);
        var rate = bench.Settings.Rate ?? RatePerSecond;
        var loop = new OpenLoop(workload.On(node), rate, 1, bench.Database.ServerTime);
        var prober = new VisibilityProbe(node.Region, models);
        var probing = prober.Run(bench.Token);
        var measured = await loop.Run(bench.Window, bench.Token);
        await prober.Stop(probing);
        bench.Report.Add(bench.FigureOf(Name, $"commit to visible row, {Text.Number(rate)}/s", workload, measured with { Latencies = prober.Latencies, Errors = prober.Errors }) with
        {
            OfferedPerSecond = rate,
            PerSecond = measured.PerSecond,
            ProcessMicroseconds = null,
            ServerMicroseconds = null,
            AllocatedBytes = null,
            Note = $"{Text.Number(prober.Latencies.Count)} events looked for; commands p99 {Text.Fine(measured.Latencies.PercentileMs(0.99))} ms",
        });
        await SwitchUnderLoad(bench, node, models, projection, workload, rate);
    }

    private async Task Rebuild(Bench bench, FilledReadModel filled)
    {
        var (node, events, (read, write)) = (filled.Node, filled.Events, filled.Raw);
        var before = Usage.Now(bench.Database.ServerTime());
        var started = Stopwatch.GetTimestamp();
        await node.System.Projections.Rebuild("bookings", null, isDryRun: false, bench.Token);
        await BuildWait.CaughtUp(node.System, bench.Token);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var usage = Usage.Now(bench.Database.ServerTime()).Since(before);
        var both = RawReadAndWrite.Both(read, write);
        var latencies = new Histogram();
        latencies.Add((long)(seconds * 1e9));
        var measurement = new Measurement(seconds, latencies, usage, 0);
        bench.Report.Add(bench.FigureOf(Name, $"rebuild of {Text.Number(events)} events", new Workload(0, filled.Accounts), measurement) with
        {
            PerSecond = events / seconds,
            ProcessMicroseconds = usage.Process.TotalMicroseconds / events,
            ServerMicroseconds = usage.Server?.TotalMicroseconds / events,
            AllocatedBytes = (double)usage.AllocatedBytes / events,
            Note = $"{events / seconds / both:P0} of raw read plus write ({Text.Number(both)}/s: read {Text.Number(read)}/s, write {Text.Number(write)}/s)",
        });
    }

    private async Task SwitchUnderLoad(Bench bench, Node node, ISqlReadModels models, IVersionedProjection projection, Workload workload, double rate)
    {
        await node.System.Projections.Rebuild("bookings", null, isDryRun: false, bench.Token);
        await BuildWait.CaughtUp(node.System, bench.Token);
        var loop = new OpenLoop(workload.On(node), rate, 1, bench.Database.ServerTime);
        var running = loop.Run(bench.Window, bench.Token);
        var (exchanged, waited) = (new Histogram(), new Histogram());
        var reader = new ReaderProbe(models);
        var reading = reader.Run(bench.Token);
        await Window.Pass(bench.Window.WarmUp, bench.Token);
        for (var i = 0; i < Switches; i++)
        {
            await Window.Pass(LookEvery * 5, bench.Token);
            var done = await BuildExchange.Run(projection, bench.Token);
            exchanged.Add((long)done.Exchanged.TotalNanoseconds);
            waited.Add((long)done.Waited.TotalNanoseconds);
        }

        await reader.Stop(reading);
        var measured = await running;
        bench.Report.Add(bench.FigureOf(Name, $"switch at {Text.Number(rate)}/s", workload, measured with { Latencies = exchanged, Errors = reader.Errors }) with
        {
            OfferedPerSecond = rate,
            PerSecond = measured.PerSecond,
            ProcessMicroseconds = null,
            ServerMicroseconds = null,
            AllocatedBytes = null,
            Note = $"{Switches} switches back and forth: exchange of names max {Text.Fine(exchanged.MaxMs)} ms, build at rest max {Text.Fine(waited.MaxMs)} ms; "
                + $"{Text.Number(reader.Latencies.Count)} reads meanwhile, slowest {Text.Fine(reader.Latencies.MaxMs)} ms, {reader.Errors} wrong or failed",
        });
    }

    private static async Task Drop(Bench bench, Node node, IVersionedProjection projection)
    {
        var state = await projection.Load(bench.Token);
        await node.System.Projections.Drop("bookings", state.Candidate!.Number, isDryRun: false, bench.Token);
    }
}
