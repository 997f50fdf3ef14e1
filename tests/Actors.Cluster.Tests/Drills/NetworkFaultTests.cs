using System.Text.RegularExpressions;
using Actors.Cluster.Tests.Network;
using Actors.Cluster.Tests.Nodes;
using Actors.TestKit.Time;
using Xunit.Abstractions;

namespace Actors.Cluster.Tests.Drills;

/// <summary>
/// Each node and the database in a network namespace of its own, links cut between them, under load from clients that reach all nodes;
/// the journal is audited afterwards.
/// </summary>
public sealed partial class NetworkFaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private VirtualNetwork _network = null!;
    private NodeCluster _cluster = null!;
    private ClusterLoad _load = null!;

    private ClusterNode Cut => _cluster.Nodes[1];

    private NetworkPlace Database => _cluster.Database.Places[0];

    public async Task InitializeAsync()
    {
        if (VirtualNetwork.WhyNot is null)
        {
            _network = await VirtualNetwork.Create(seed: 1);
            _cluster = await NodeCluster.Start(new ClusterPlan { Network = _network });
            _load = await ClusterLoad.Start(_cluster, clients: 8, seed: 4);
            await _load.Progress(200);
        }
    }

    public async Task DisposeAsync()
    {
        if (_network is not null)
        {
            await (_load?.DisposeAsync() ?? default);
            await (_cluster?.DisposeAsync() ?? default);
            await _network.DisposeAsync();
        }
    }

    [NetworkFact]
    public async Task A_node_cut_off_from_all_others_serves_nothing_while_they_take_over_and_rejoins_as_a_new_incarnation()
    {
        using var client = new ClusterClient(_cluster);
        foreach (var place in (NetworkPlace[])[Database, _cluster.Nodes[0].Place, _cluster.Nodes[2].Place])
        {
            _network.Between(Cut.Place, place, LinkState.Cut);
        }

        await _cluster.OwnsNothing(Cut);
        var probe = _cluster.Program.OpenProbe(1)!;
        Assert.True((await client.Send(probe, "open while one is cut off", 0)).Answer.IsAccepted);

        // The others have its shards and wrote to them: whatever it served of them now would be old.
        var served = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => client.TryRead(Cut, new EntityKey(probe.Entity.Type, new EntityId($"{i}")))));
        Assert.All(served, Assert.Null);
        await _load.Progress(40);
        await Heal();
        Assert.True(Incarnations(Cut) > 1, Cut.Log);
    }

    [NetworkTheory(nightly: true)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_is_cut_off_from_the_database_one_way_loses_its_shards_and_comes_back(bool hears)
    {
        var (from, to) = hears ? (Cut.Place, Database) : (Database, Cut.Place);
        _network.Set(from, to, LinkState.Cut);
        await _cluster.OwnsNothing(Cut);
        await _load.Progress(40);
        await Heal();
    }

    [NetworkFact]
    public async Task A_node_that_reaches_the_database_but_none_of_its_peers_is_taken_for_down_and_comes_back()
    {
        _network.Between(Cut.Place, _cluster.Nodes[0].Place, LinkState.Cut);
        _network.Between(Cut.Place, _cluster.Nodes[2].Place, LinkState.Cut);
        var lives = Incarnations(Cut);
        await Eventually.Holds(() => Incarnations(Cut) > lives, _cluster.Logs, NodeCluster.Patience);
        await Heal();
    }

    [NetworkFact(nightly: true)]
    public async Task Two_nodes_cut_off_from_each_other_that_both_see_the_database_and_a_third_node_lose_nothing()
    {
        _network.Set(_cluster.Nodes[0].Place, Cut.Place, LinkState.Cut);
        await _load.Progress(40);
        _network.Set(Cut.Place, _cluster.Nodes[0].Place, LinkState.Cut);
        await _load.Progress(40);
        await Heal();
    }

    [NetworkFact(nightly: true)]
    public async Task Slow_and_lossy_links_cost_time_and_lose_nothing()
    {
        NetworkPlace[] places = [Database, .. _cluster.Nodes.Select(n => n.Place)];
        foreach (var (one, other) in places.SelectMany(one => places.Where(other => other != one), (one, other) => (one, other)))
        {
            _network.Set(one, other, new LinkState(Delay: TimeSpan.FromMilliseconds(5), LossPerMille: 10));
        }

        await _load.Progress(400);
        await Heal();
    }

    private static int Incarnations(ClusterNode node) => IncarnationLine().Matches(node.Log).Select(m => m.Value).Distinct().Count();

    private async Task Heal()
    {
        _network.Heal();
        await _cluster.IsBalanced();
        await _load.Progress(40);
        await _load.Stop();
        var audit = await ClusterAudit.Of(_cluster, _load);
        output.WriteLine($"{_load.Answers.Count} answers, {_load.Retries} sent again, the slowest took {_load.Answers.Max(a => a.Took)}; {audit}");
        Assert.True(audit.IsClean, $"{audit}\n{_cluster.Logs()}");
    }

    [GeneratedRegex(@"(?<=joined the cluster as )node-b#\d+")]
    private static partial Regex IncarnationLine();
}
