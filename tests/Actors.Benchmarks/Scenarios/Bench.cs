using Actors.Benchmarks.Databases;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Raw;
using Actors.Benchmarks.Reports;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Benchmarks.Scenarios;

/// <summary>What scenarios measure with.</summary>
internal sealed record Bench(IDatabase Database, Settings Settings, Report Report, CancellationToken Token)
{
    // After 3 s the runtime still compiled beside the commands, and p99 with 64 callers was its doing.
    private const double WarmSeconds = 8;

    /// <summary>When a figure is measured.</summary>
    public Window Window => Window.Of(Settings.Seconds);

    private TimeSpan RawDuration => TimeSpan.FromSeconds(Math.Max(1, Settings.Seconds / 4));

    /// <summary>The numbers of callers asked for, or else the scenario's own.</summary>
    public IReadOnlyList<int> CallersOr(params int[] usual) => Settings.Callers.Count > 0 ? Settings.Callers : usual;

    /// <summary>A node on an empty journal.</summary>
    public async Task<Node> Start(ActorModel model) => await Node.Start(await Database.OpenEmpty(Token), Database, model, Token);

    /// <summary>Runs the code until it is compiled as well as it gets, so that the first figure is not that of the compiler.</summary>
    public async Task WarmCode()
    {
        var workload = new Workload(64, 1000);
        await using var node = await Start(Account.Model);
        await new ClosedLoop(workload.On(node), Database.ServerTime).Run(workload.Callers, Window.Of(WarmSeconds), Token);
    }

    /// <summary>Measures a closed loop on an empty journal, with the raw limits before and after.</summary>
    public async Task Closed(string scenario, string name, Workload workload) => Report.Add(
        await WithLimits(workload, async () =>
        {
            await using var node = await Start(Account.Model);
            var measured = await Closed(workload.On(node), workload.Callers);
            return FigureOf(scenario, name, workload, measured);
        }));

    /// <summary>Measures a closed loop on a running node.</summary>
    public Task<Measurement> Closed(IOperation operation, int callers) =>
        new ClosedLoop(operation, Database.ServerTime).Run(callers, Window, Token);

    /// <summary>Takes the raw limits before and after: machines drift, and a share is only worth something within one moment.</summary>
    public async Task<Figure> WithLimits(Workload workload, Func<Task<Figure>> measure)
    {
        if (workload.Kind == OperationKind.Read || Settings.IsWithoutLimits)
        {
            return await measure();
        }

        var (rowsBefore, blocksBefore) = (await RawLimit(RawForm.Rows, workload), await RawLimit(RawForm.Blocks, workload));
        var figure = await measure();
        var (rowsAfter, blocksAfter) = (await RawLimit(RawForm.Rows, workload), await RawLimit(RawForm.Blocks, workload));
        return figure with
        {
            RawRowsPerSecond = (rowsBefore?.RecordsPerSecond + rowsAfter?.RecordsPerSecond) / 2,
            RawBlocksPerSecond = (blocksBefore?.RecordsPerSecond + blocksAfter?.RecordsPerSecond) / 2,
        };
    }

    /// <summary>What a bare loop reaches for the same callers; <see langword="null"/> without a database.</summary>
    public Task<RawFigure?> RawLimit(RawForm form, Workload workload) =>
        Database.RawLimit(form, workload.RawShape(Database.RawWriters, ShardCount.Default.Value), RawDuration, Token);

    /// <summary>A measurement as a figure.</summary>
    public Figure FigureOf(string scenario, string name, Workload workload, Measurement measured) => new()
    {
        Scenario = scenario,
        Case = name,
        Database = Database.Name,
        Callers = workload.Callers,
        Entities = workload.Entities,
        Events = workload.Events,
        PayloadBytes = workload.PayloadBytes,
        PerSecond = measured.PerSecond,
        P50Ms = measured.Latencies.PercentileMs(0.5),
        P99Ms = measured.Latencies.PercentileMs(0.99),
        P999Ms = measured.Latencies.PercentileMs(0.999),
        MaxMs = measured.Latencies.MaxMs,
        ProcessMicroseconds = measured.Usage.Process.TotalMicroseconds / measured.Latencies.Count,
        ServerMicroseconds = measured.Usage.Server?.TotalMicroseconds / measured.Latencies.Count,
        AllocatedBytes = (double)measured.Usage.AllocatedBytes / measured.Latencies.Count,
        Errors = measured.Errors,
    };
}
