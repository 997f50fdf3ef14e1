using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Clusters;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Cluster;

/// <summary>What a test can do to an <see cref="InMemoryCluster"/> besides killing its nodes.</summary>
public sealed class ClusterSwitchTests
{
    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_year_passes_at_once_and_each_timer_fires_once_at_its_own_time()
    {
        await using var cluster = await InMemoryCluster.Start(Note.Model());
        var start = cluster.Time.GetUtcNow();
        for (var month = 1; month <= 12; month++)
        {
            await Ask(cluster.Nodes[month % 3], $"n{month}", new NoteCommand.Remind("t", start.AddDays(30 * month), month));
        }

        await cluster.Pass(TimeSpan.FromDays(365));
        for (var month = 1; month <= 12; month++)
        {
            Assert.Equal([month], await Numbers(cluster.Nodes[0], $"n{month}"));
        }

        Assert.InRange(cluster.Time.GetUtcNow(), start.AddDays(365), start.AddDays(366));
        Assert.All(cluster.Nodes, n => Assert.True(n.System.Cluster.HasLease, "A date that leaps costs nobody its lease."));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task What_is_delivered_twice_takes_effect_once()
    {
        await using var cluster = await InMemoryCluster.Start(Note.Model([Note.Forwarding]));
        cluster.DuplicatesMessages = true;
        for (var i = 0; i < 30; i++)
        {
            await Ask(cluster.Nodes[i % 3], $"n{i % 6}", new NoteCommand.Forward($"m{i % 6}", i), $"c{i}");
        }

        for (var i = 0; i < 6; i++)
        {
            var id = $"m{i}";
            await Eventually.Holds(async () => (await Numbers(cluster.Nodes[0], id)).Count == 5, within: TimeSpan.FromMinutes(1));
            Assert.Equal([i, i + 6, i + 12, i + 18, i + 24], await Numbers(cluster.Nodes[0], id));
        }

        Assert.True(cluster.DuplicatedMessages > 0, "Nothing was delivered twice, so nothing was tested.");
    }

    [Fact]
    [Trait("Invariant", "I2")]
    public async Task A_commit_that_fails_or_whose_answer_is_lost_is_seen_by_nobody()
    {
        await using var cluster = await InMemoryCluster.Start(Note.Model());
        var owner = cluster.OwnerOf(Note.Key("a"));
        owner.Store.Faults.FailNextCommit();
        await Ask(cluster.Nodes[0], "a", Note.Write(1));
        owner.Store.Faults.LoseAnswerOfNextCommit();
        await Ask(cluster.Nodes[1], "a", Note.Write(2));
        Assert.Equal([1, 2], await Numbers(cluster.Nodes[2], "a"));
    }

    [Fact]
    public async Task Two_nodes_that_are_cut_off_from_each_other_reach_the_others_and_mend()
    {
        await using var cluster = await InMemoryCluster.Start(Note.Model());
        var owner = cluster.OwnerOf(Note.Key("a"));
        var others = cluster.Nodes.Where(n => n != owner).ToArray();
        cluster.Cut(owner, others[0]);
        await Ask(others[1], "a", Note.Write(1));
        var waiting = Ask(others[0], "a", Note.Write(2), "second");
        cluster.Heal(owner, others[0]);
        await waiting;
        Assert.Equal([1, 2], await Numbers(owner, "a"));
    }

    private static Task<Outcome> Ask(ClusterNode node, string id, NoteCommand command, string? commandId = null) => node.System.Region.Ask(
        Note.Key(id),
        command,
        new AskOptions { Id = commandId is null ? null : new CommandId(commandId), Timeout = TimeSpan.FromMinutes(1) },
        CancellationToken.None);

    private static async Task<IReadOnlyList<long>> Numbers(ClusterNode node, string id) =>
        ((Notebook)(await node.System.Region.View(Note.Key(id), TimeSpan.FromMinutes(1), CancellationToken.None)).State).Numbers;
}
