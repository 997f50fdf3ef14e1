using System.Diagnostics;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Projections;
using Actors.Benchmarks.Reports;
using Actors.Persistence.Sql.Projections;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// A read model is rebuilt, switched and switched back while commands arrive and a reader looks all the time. Fails when the reader saw
/// anything wrong, a row is missing or too many in the end, or a side effect was repeated or left out.
/// </summary>
internal sealed class RebuildScenario : IScenario
{
    private const int RatePerSecond = 1000;
    private static readonly TimeSpan BetweenSwitches = TimeSpan.FromSeconds(2);

    public string Name => "rebuild";

    public string Summary => "Rebuild, switch and switch back of --entities (100,000) x 10 events at --rate (1,000) commands/s, before a reader who looks all the time.";

    public bool NeedsRecords => true;

    public async Task Run(Bench bench)
    {
        var announced = 0L;
        await using var filled = await FilledReadModel.Open(bench, () => Interlocked.Increment(ref announced));
        var (node, models) = (filled.Node, filled.Models);
        var rate = bench.Settings.Rate ?? RatePerSecond;
        var workload = new Workload(0, filled.Accounts);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loading = new OpenLoop(workload.On(node), rate, 1, bench.Database.ServerTime).RunUntil(over.Task, bench.Token);
        var reader = new AccountsReader(node.System, models, filled.Accounts, FilledReadModel.EventsPerAccount);
        var reading = reader.Run(bench.Token);
        try
        {
            // The bare loop must share the machine with the same commands and the same reader as the rebuild that is compared with it.
            var meanwhile = await RawReadAndWrite.Of(bench, node.Store.Journal);
            await RebuildAndSwitch(bench, filled, RawReadAndWrite.Both(meanwhile.Read, meanwhile.Write));
        }
        finally
        {
            await reader.Stop(reading);
            over.SetResult();
        }

        var measured = await loading;
        await node.System.WaitForProjections(bench.Token);
        bench.Report.Add(bench.FigureOf(Name, $"commands meanwhile, {Text.Number(rate)}/s", workload, measured) with
        {
            OfferedPerSecond = rate,
            ProcessMicroseconds = null,
            ServerMicroseconds = null,
            AllocatedBytes = null,
        });
        bench.Report.Add(bench.FigureOf(Name, "looks meanwhile", workload, measured with { Latencies = reader.Latencies, Errors = reader.Errors }) with
        {
            ProcessMicroseconds = null,
            ServerMicroseconds = null,
            AllocatedBytes = null,
            Note = $"{Text.Number(reader.Booked)} of them read what the reader had written; {Text.Number(announced)} side effects for as many events",
        });
        await MustBeWhole(bench, node, models, reader, announced);
    }

    private async Task RebuildAndSwitch(Bench bench, FilledReadModel filled, double meanwhile)
    {
        var (node, events, alone) = (filled.Node, filled.Events, RawReadAndWrite.Both(filled.Raw.Read, filled.Raw.Write));
        await Window.Pass(BetweenSwitches, bench.Token);
        var started = Stopwatch.GetTimestamp();
        await node.System.Projections.Rebuild("bookings", null, isDryRun: false, bench.Token);
        await BuildWait.CaughtUp(node.System, bench.Token);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var exchanged = new Histogram();
        var resting = new Histogram();
        for (var i = 0; i < 4; i++)
        {
            await Window.Pass(BetweenSwitches, bench.Token);
            var done = await BuildExchange.Run(filled.Projection, bench.Token);
            exchanged.Add((long)done.Exchanged.TotalNanoseconds);
            resting.Add((long)done.Waited.TotalNanoseconds);
        }

        await Window.Pass(BetweenSwitches, bench.Token);
        var usage = Usage.Now(bench.Database.ServerTime());
        bench.Report.Add(bench.FigureOf(Name, $"rebuild of {Text.Number(events)} events", new Workload(0, filled.Accounts), new Measurement(seconds, exchanged, usage, 0)) with
        {
            PerSecond = events / seconds,
            ProcessMicroseconds = null,
            ServerMicroseconds = null,
            AllocatedBytes = null,
            Note = $"{events / seconds / meanwhile:P0} of raw read plus write beside the same load ({Text.Number(meanwhile)}/s), {events / seconds / alone:P0} of it alone "
                + $"({Text.Number(alone)}/s); the latencies are those of 4 switches back and forth, "
                + $"for which the build rested at most {Text.Fine(resting.MaxMs)} ms",
        });
    }

    private static async Task MustBeWhole(Bench bench, Node node, ISqlReadModels models, AccountsReader reader, long announced)
    {
        var heads = await node.Store.Journal.Heads([.. node.Store.Journal.ShardCount.All], bench.Token);
        var events = heads.Sum(head => head.Head.Value);
        await using var connection = await models.OpenRead(bench.Token);
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT count(*) FROM bookings";
        var rows = Convert.ToInt64(await query.ExecuteScalarAsync(bench.Token), System.Globalization.CultureInfo.InvariantCulture);
        var audits = await node.System.AuditProjections(isWhole: true, bench.Token);
        if (reader.Errors > 0 || rows != events || announced != events || audits.Any(a => a.Skipped > 0))
        {
            throw new InvalidOperationException(
                $"{events} events, {rows} rows, {announced} side effects, {audits.Sum(a => a.Skipped)} records skipped by the audit, {reader.Errors} wrong looks; the first: {reader.FirstError}");
        }
    }
}
