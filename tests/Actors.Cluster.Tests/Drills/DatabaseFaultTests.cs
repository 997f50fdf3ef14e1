using Actors.Cluster.Tests.Nodes;
using Xunit.Abstractions;

namespace Actors.Cluster.Tests.Drills;

/// <summary>The database under three nodes with load is restarted, killed, and fails over to its standby; the journal is audited afterwards.</summary>
public sealed class DatabaseFaultTests(ITestOutputHelper output)
{
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1";

    [Fact]
    public async Task A_database_that_is_restarted_and_killed_loses_nothing_that_was_acknowledged()
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan());
        await using var load = await ClusterLoad.Start(cluster, clients: 8, seed: 21);
        await load.Progress(100);
        await cluster.Database.Restart();
        await load.Progress(100);
        await cluster.Database.Kill();
        await cluster.Database.Resume();
        await Audit(cluster, load);
    }

    [Fact]
    public async Task A_failover_to_the_synchronous_standby_loses_nothing_that_was_acknowledged_and_the_nodes_go_on()
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan { HasStandby = true });
        await using var load = await ClusterLoad.Start(cluster, clients: 8, seed: 22);
        await load.Progress(100);
        await cluster.Database.FailOver();
        await load.Progress(100);
        if (IsNightly)
        {
            await cluster.Database.AddStandby();
            await load.Progress(100);
            await cluster.Database.FailOver();
        }

        await Audit(cluster, load);
    }

    private async Task Audit(NodeCluster cluster, ClusterLoad load)
    {
        await load.Progress(100);
        await load.Stop();
        await cluster.IsBalanced();
        var audit = await ClusterAudit.Of(cluster, load);
        output.WriteLine($"{load.Answers.Count} answers, {load.Retries} sent again, the slowest took {load.Answers.Max(a => a.Took)}; {audit}");
        Assert.True(audit.IsClean, $"{audit}\n{cluster.Logs()}");
    }
}
