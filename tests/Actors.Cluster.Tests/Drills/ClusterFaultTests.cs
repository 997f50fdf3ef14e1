using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Cluster.Tests.Nodes;
using Actors.Cluster.Tests.Programs;
using Xunit.Abstractions;

namespace Actors.Cluster.Tests.Drills;

/// <summary>Real processes on a real PostgreSQL, under load from HTTP clients, and the journal audited afterwards.</summary>
public sealed partial class ClusterFaultTests(ITestOutputHelper output)
{
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1";

    [Fact]
    public async Task Killed_nodes_lose_nothing_that_was_acknowledged_and_repeat_nothing()
    {
        var figures = await FailoverDrill.Run(new BankProgram(), kills: IsNightly ? 50 : 4, seed: 7, output.WriteLine);
        output.WriteLine(figures.ToString());
        Assert.Equal((0, 0, true), (figures.Lost, figures.Duplicated, figures.Clean));
    }

    [Fact]
    public async Task A_frozen_owner_that_wakes_after_its_shards_moved_cannot_append_and_says_who_fenced_it_at_which_epoch()
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan());
        await using var load = await ClusterLoad.Start(cluster, clients: 16, seed: 3);
        await load.Progress(200);
        var frozen = cluster.Nodes[1];
        await frozen.Freeze();
        await cluster.OwnsNothing(frozen);
        await load.Progress(200);
        await frozen.Thaw();
        await cluster.IsBalanced();
        await load.Progress(200);
        await load.Stop();
        var audit = await ClusterAudit.Of(cluster, load);
        Assert.True(audit.IsClean, audit.ToString());
        var line = FencedLine().Match(frozen.Log);
        Assert.True(line.Success, frozen.Log);
        output.WriteLine(line.Value);
    }

    [Fact]
    public async Task Rolling_restarts_fail_no_command()
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan());
        await using var load = await ClusterLoad.Start(cluster, clients: 8, seed: 5);
        await load.Progress(200);
        foreach (var node in cluster.Nodes.ToList())
        {
            await node.Stop();
            await load.Progress(100);
            await node.Start();
            await cluster.IsBalanced();
            await load.Progress(100);
        }

        await load.Stop();
        var audit = await ClusterAudit.Of(cluster, load);
        var slowest = load.Answers.Select(a => a.Took.TotalMilliseconds).Order().ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{slowest.Count} answers, p99 {slowest[slowest.Count * 99 / 100]:F0} ms, slowest {slowest[^1]:F0} ms, {load.Refusals} refusals, {audit}"));
        Assert.True(audit.IsClean, audit.ToString());
        Assert.True(load.Refusals == 0, $"{load.Refusals} commands failed at a node that was up.\n{cluster.Logs()}");
    }

    [Fact]
    public async Task A_killed_node_with_many_entities_in_memory_starts_no_stampede_of_loads()
    {
        var figures = await HotDrill.Run(IsNightly ? 100_000 : 3000, waiting: IsNightly ? 10_000 : 1000, output.WriteLine);
        output.WriteLine(figures.ToString());
        Assert.Equal(0, figures.Unanswered);
        Assert.InRange(figures.ConnectionsMax, 1, figures.ConnectionsCap);
    }

    [Fact]
    public async Task Faults_at_random_leave_a_clean_journal()
    {
        var audit = await new ChaosDrill(new BankProgram(), seed: 11, output.WriteLine).Run(TimeSpan.FromSeconds(IsNightly ? 300 : 25));
        Assert.True(audit.IsClean, audit.ToString());
    }

    [GeneratedRegex(@"^.*[Ff]enced.*node-[ac]#\d+.*epoch \d+.*$", RegexOptions.Multiline)]
    private static partial Regex FencedLine();
}
