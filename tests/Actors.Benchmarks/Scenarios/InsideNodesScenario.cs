using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Journal;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// What the way from node to node costs: the load is inside the nodes. One node has its callers' entities at hand; of three, most commands
/// come to one that does not own their entity and go on over a link, with HTTP/2 on a real socket. All is one process.
/// </summary>
internal sealed class InsideNodesScenario : IScenario
{
    private const int Nodes = 3;
    private const int Entities = 1000;

    public string Name => "nodes-inside";

    public string Summary => "Durable commands per second of one node called directly, and of three in one process that are each called for everybody's entities.";

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

                nodes.Add(await Node.Join($"node-{nodes.Count + 1}", store, bench.Database.ShardHosts, Account.Model, bench.Token));
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
