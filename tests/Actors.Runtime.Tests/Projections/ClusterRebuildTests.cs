using Actors.Operations;
using Actors.Projections;
using Actors.Runtime.Tests.Cluster;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Clusters;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Projections;

/// <summary>Builds run where the shards are, and follow them while nodes come, leave and die.</summary>
public sealed class ClusterRebuildTests
{
    private readonly CountedNotes _notes = new();

    private static string Name => CountedNotes.Name.Value;

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_rebuild_and_its_switch_miss_nothing_and_tell_nothing_twice_while_nodes_come_and_go()
    {
        var options = new InMemoryClusterOptions { Projections = _ => [_notes.With(1, 2)] };
        options = options with
        {
            System = options.System with
            {
                Projections = new ProjectionOptions { LookEvery = TimeSpan.FromMilliseconds(50), RebuildRecordsPerSecond = 2000, CaughtUpLag = 50 },
            },
        };
        await using var cluster = await InMemoryCluster.Start(Note.Model(), options: options);
        await using var writers = new Writers(cluster, 6, hasIds: true);
        await writers.Progress(50);
        Done(await cluster.Nodes[1].System.Projections.Rebuild(Name, 1, isDryRun: false, default));
        await writers.Progress();
        await cluster.Nodes[0].Leave();
        await writers.Progress();
        await cluster.Join();
        cluster.Nodes[0].Crash();
        await writers.Progress();
        await Eventually.Holds(
            async () => (await Status(cluster)).Builds.Any(b => b is { Phase: BuildPhase.CaughtUp, Comparison: not null }), within: TimeSpan.FromMinutes(1));
        await Eventually.Holds(
            async () => (await cluster.Nodes[0].System.Projections.Switch(Name, isDryRun: false, default)).IsDone, within: TimeSpan.FromMinutes(1));
        await writers.Progress();
        await writers.Stop();
        await cluster.Settle();
        await cluster.Nodes[0].System.WaitForProjections(CancellationToken.None).WaitAsync(Eventually.Deadline);
        var written = cluster.Shards.Sum(s => s.Head.Value);
        Assert.Equal(written, _notes.Sum());
        Assert.Equal(written, _notes.Told.Count);
        Assert.Equal(written, _notes.Told.Distinct().Count());
        await Eventually.Holds(async () => (await Status(cluster)).Builds.All(b => b.IsComplete && b.Lag == 0));
    }

    private static Task<ProjectionInfo> Status(InMemoryCluster cluster) => cluster.Nodes[0].System.Projections.Status(Name, default)!;

    private static void Done(ChangeResult result) => Assert.True(result.IsDone, result.Outcome);
}
