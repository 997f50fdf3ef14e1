using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Projections;
using Actors.Benchmarks.Reports;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// What the audit of a projection costs: rounds of a load with a read model, each followed by the audit of what it wrote once nothing else
/// runs. The share of the processor time is that of both, node and database together. A load with and without audits beside it tells less:
/// its own processor time differs by a tenth from one stretch to the next.
/// </summary>
internal sealed class AuditScenario : IScenario
{
    private const int Callers = 64;
    private const int Rounds = 10;
    private const int LooksMax = 120;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5); // As often as a node audits by itself.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(15); // Of a look: what a node with nothing to do uses, and the look itself.

    public string Name => "audit";

    public string Summary => "The cost of auditing a projection: ten rounds of five seconds with 64 callers, and the audit of each.";

    public bool NeedsRecords => true;

    public async Task Run(Bench bench)
    {
        foreach (var callers in bench.CallersOr(Callers))
        {
            var workload = new Workload(callers, 1000);
            var store = await bench.Database.OpenEmpty(bench.Token);
            await using var models = bench.Database.OpenReadModels();
            var projection = models.Projection(new BookingsProjection(1, announce: null));
            await using var node = await Node.StartWithoutAudits(store, bench.Database, Account.Model, projection, bench.Token);
            var loads = new List<Measurement>();
            var audits = new List<Usage>();
            var compared = 0L;
            for (var round = 0; round <= Rounds; round++)
            {
                var load = await Load(bench, node, workload);
                await Settle(bench);
                var (audit, upTo) = await Audit(bench, node);
                if (round > 0) // In the first the code is cold.
                {
                    loads.Add(load);
                    audits.Add(audit);
                    Check(upTo - compared, load);
                }

                compared = upTo;
            }

            Tell(bench, workload, loads, audits);
        }
    }

    private static async Task<Measurement> Load(Bench bench, Node node, Workload workload)
    {
        var before = Usage.Now(bench.Database.ServerTime());
        var loop = new ClosedLoop(workload.On(node), bench.Database.ServerTime);
        var measured = await loop.Run(workload.Callers, new Window(TimeSpan.FromSeconds(0.5), Round), bench.Token);
        await node.System.WaitForProjections(bench.Token); // The read model's work is part of the load's.
        return measured with { Usage = Usage.Now(bench.Database.ServerTime()).Since(before) };
    }

    /// <summary>Waits for what the load leaves to do, compaction above all: it is not the audit's.</summary>
    private static async Task Settle(Bench bench)
    {
        for (var look = 0; look < LooksMax; look++)
        {
            var before = Usage.Now(bench.Database.ServerTime());
            await Window.Pass(Look, bench.Token);
            var used = Usage.Now(bench.Database.ServerTime()).Since(before);
            if (used.Process + (used.Server ?? TimeSpan.Zero) < Idle)
            {
                return;
            }
        }

        throw new InvalidOperationException($"Node and database were still at work {LooksMax * Look.TotalSeconds} s after the load, so nothing was measured.");
    }

    private static async Task<(Usage Usage, long UpTo)> Audit(Bench bench, Node node)
    {
        var before = Usage.Now(bench.Database.ServerTime());
        var audits = await node.System.AuditProjections(isWhole: false, bench.Token);
        return audits is [{ Skipped: 0 } audit]
            ? (Usage.Now(bench.Database.ServerTime()).Since(before), audit.Compared)
            : throw new InvalidOperationException($"The audit did not find one projection with nothing skipped, but: {string.Join("; ", audits)}");
    }

    private static void Check(long compared, Measurement load)
    {
        if (compared < load.Latencies.Count)
        {
            throw new InvalidOperationException($"The audit compared {compared} records of a load that wrote {load.Latencies.Count}.");
        }
    }

    private void Tell(Bench bench, Workload workload, List<Measurement> loads, List<Usage> audits)
    {
        double[] shares = [.. loads.Zip(audits, (load, audit) => TimeOf(audit) / TimeOf(load.Usage))];
        double[] node = [.. loads.Zip(audits, (load, audit) => audit.Process.TotalMicroseconds / load.Latencies.Count)];
        double[] server = [.. loads.Zip(audits, (load, audit) => (audit.Server ?? TimeSpan.Zero).TotalMicroseconds / load.Latencies.Count)];
        var median = loads.OrderBy(l => l.PerSecond).ElementAt(loads.Count / 2);
        bench.Report.Add(bench.FigureOf(Name, "load with a read model", workload, median) with
        {
            Note = $"its audit: {Text.Tenths(Phase.Median(shares) * 100)}% of the processor time beside it ({Text.Tenths(shares.Min() * 100)} to "
                + $"{Text.Tenths(shares.Max() * 100)}, {Rounds} rounds): {Text.Fine(Phase.Median(node))} us of the node and {Text.Fine(Phase.Median(server))} us of the "
                + "database for a record",
        });
    }

    private static double TimeOf(Usage usage) => (usage.Process + (usage.Server ?? TimeSpan.Zero)).TotalMicroseconds;
}
