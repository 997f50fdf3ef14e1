using System.Globalization;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Processes;
using Actors.Membership;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// What it costs that three nodes share the shards instead of one, on one machine, so with the same cores: each node is a process of its own,
/// and the load comes from this one, a member that owns no shards. It sends each command over a link to the owner of its entity, whether there
/// is one owner or three: the same callers, the same entities, the same way.
/// </summary>
internal sealed class NodesScenario : IScenario
{
    private const int Nodes = 3;
    private const int Entities = 1000;

    // What compiles a new process's code as well as it gets takes some time, and the more nodes, the more processes.
    private const int WarmCommandsOfNode = 200_000;
    private static readonly TimeSpan WarmUpMax = TimeSpan.FromSeconds(30);

    public string Name => "nodes";

    public string Summary => "Durable commands per second from a client process to one node, and to three that share the same cores.";

    public async Task Run(Bench bench)
    {
        foreach (var callers in bench.CallersOr(64, 1000, 4000))
        {
            if (await Measure(bench, callers, 1) is not { } before)
            {
                return; // A database of one process.
            }

            var several = await Measure(bench, callers, Nodes);
            var after = await Measure(bench, callers, 1);
            bench.Report.Say(FormattableString.Invariant(
                $"{callers} callers: {Nodes} nodes reach {200 * several / (before + after):F0} % of one node's commands per second, measured before and after"));
        }
    }

    private async Task<double?> Measure(Bench bench, int callers, int count)
    {
        var store = await bench.Database.OpenEmpty(bench.Token);
        if (bench.Database.Address is not { } postgres)
        {
            await store.DisposeAsync();
            return null;
        }

        await using var client = await Node.Join("client", store, bench.Database.ShardHosts, Account.Model, bench.Token, MemberRoles.None);
        await using var nodes = await ClusterNodes.Start(count, postgres, bench.Token);
        while (client.Owners != (count, true))
        {
            await Window.Pass(TimeSpan.FromMilliseconds(20), bench.Token);
        }

        var workload = new Workload(callers, Entities);
        await WarmUp(bench, workload.On(client), callers, count * WarmCommandsOfNode);
        var used = TimeSpan.Zero;
        var measured = await new ClosedLoop(workload.On(client), bench.Database.ServerTime).Run(callers, bench.Window, bench.Token, async _ =>
        {
            var before = nodes.ProcessorTime;
            await Window.Pass(bench.Window.Duration, bench.Token);
            used = nodes.ProcessorTime - before;
        });
        bench.Report.Add(bench.FigureOf(Name, count == 1 ? "one node" : $"{count} nodes", workload, measured) with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture, $"nodes {used.TotalMicroseconds / measured.Latencies.Count:F1} us; node us: the client's process"),
        });
        return measured.PerSecond;
    }

    private static async Task WarmUp(Bench bench, IOperation operation, int callers, int commands)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(bench.Token);
        deadline.CancelAfter(WarmUpMax);
        await new ClosedLoop(operation, bench.Database.ServerTime).Run(callers, Window.Of(1), bench.Token, async loop =>
        {
            while (loop.Latencies.Count < commands && !deadline.IsCancellationRequested)
            {
                await Window.Pass(TimeSpan.FromMilliseconds(20), bench.Token);
            }
        });
    }
}
