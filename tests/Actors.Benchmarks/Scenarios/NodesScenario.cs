using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Journal;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// What it costs that several nodes share the shards, on one machine, so with the same cores: most commands come to a node that does not
/// own their entity and go on over a link, with HTTP/2 on a real socket. The nodes are of one process, and so is the load.
/// </summary>
internal sealed class NodesScenario : IScenario
{
    private const int Nodes = 3;
    private const int Entities = 1000;

    public string Name => "nodes";

    public string Summary => "Durable commands per second of one node, and of three that share its cores, joined by links.";

    public async Task Run(Bench bench)
    {
        foreach (var callers in bench.CallersOr(64, 1000))
        {
            var before = await One(bench, callers);
            var several = await Several(bench, callers);
            var after = await One(bench, callers);
            if (several is { } perSecond)
            {
                bench.Report.Say(FormattableString.Invariant(
                    $"{callers} callers: {Nodes} nodes reach {100 * perSecond / ((before + after) / 2):F0} % of one node's commands per second, measured before and after"));
            }
        }
    }

    private async Task<double> One(Bench bench, int callers)
    {
        await using var node = await bench.Start(Account.Model);
        return await Measure(bench, "one node", callers, [node]);
    }

    private async Task<double?> Several(Bench bench, int callers)
    {
        var nodes = new List<Node>();
        try
        {
            IJournalStore? store = await bench.Database.OpenEmpty(bench.Token);
            while (nodes.Count < Nodes)
            {
                if (store is null)
                {
                    return null; // A database of one process.
                }

                nodes.Add(await Node.Join($"node-{nodes.Count + 1}", store, bench.Database, Account.Model, bench.Token));
                store = await bench.Database.OpenBeside(bench.Token);
            }

            await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
            while (nodes.Exists(n => n.Shards < n.Store.Journal.ShardCount.Value / Nodes))
            {
                await Window.Pass(TimeSpan.FromMilliseconds(20), bench.Token);
            }

            return await Measure(bench, $"{Nodes} nodes", callers, nodes);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    private async Task<double> Measure(Bench bench, string name, int callers, IReadOnlyList<Node> nodes)
    {
        var workload = new Workload(callers, Entities);
        var measured = await bench.Closed(new SpreadOperation([.. nodes.Select(workload.On)]), callers);
        bench.Report.Add(bench.FigureOf(Name, name, workload, measured));
        return measured.PerSecond;
    }
}
