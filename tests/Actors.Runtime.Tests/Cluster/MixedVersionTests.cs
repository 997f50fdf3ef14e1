using System.Text;
using Actors.Journal;
using Actors.Runtime.Tests.Samples;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.Clusters;
using Actors.TestKit.Logging;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Cluster;

/// <summary>Two versions of an application in one cluster: the older one leaves alone what it cannot read.</summary>
public sealed class MixedVersionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ActorModel Older = Note.Model();
    private static readonly ActorModel Newer = new([Notebook.NextDefinition]);
    private readonly CollectedLog _logs = new();

    [Fact]
    public async Task A_node_whose_version_does_not_know_a_shards_newest_event_never_takes_the_shard_and_takes_its_part_of_the_others()
    {
        await using var cluster = await InMemoryCluster.Start(Newer, nodes: 1, options: new InMemoryClusterOptions { Loggers = _logs.Of });
        await Ask(cluster.Nodes[0], 1);
        await Paint(cluster);
        var older = await cluster.Join("older", model: Older);
        await Eventually.Holds(() => Owned(cluster, older) == cluster.Shards.Count / 2, () => string.Join(", ", cluster.Shards), Patience);
        Assert.DoesNotContain(_logs.Lines, l => l.Source == older.Name && l.Text.StartsWith($"Shard {Painted(cluster)} is served", StringComparison.Ordinal));
        await IsServedByTheNewerAlone(cluster, older);
    }

    [Fact]
    public async Task An_owner_that_finds_an_unknown_event_when_it_claims_a_shard_leaves_it_to_a_node_that_knows_it()
    {
        await using var cluster = await InMemoryCluster.Start(Older, nodes: 1, options: new InMemoryClusterOptions { Loggers = _logs.Of });
        await Ask(cluster.Nodes[0], 1);
        var older = cluster.Nodes[0];
        await Paint(cluster);
        await Eventually.Holds(() => older.System.Cluster.Members[0].Refused.Contains(Painted(cluster)), within: Patience);
        Assert.Equal(cluster.Shards.Count - 1, Owned(cluster, older));
        await cluster.Join("newer", model: Newer);
        await IsServedByTheNewerAlone(cluster, older);
    }

    private static async Task IsServedByTheNewerAlone(InMemoryCluster cluster, ClusterNode older)
    {
        await Eventually.Holds(() => cluster.Shards[Painted(cluster).Value].Owner is { } owner && !owner.StartsWith("older", StringComparison.Ordinal) && owner != older.System.Cluster.Self.ToString(), within: Patience);
        await Ask(older, 2); // Any node still answers for it.
        var member = Assert.Single(cluster.Nodes[^1].System.Cluster.Members, m => m.Id == older.System.Cluster.Self);
        Assert.Equal([Painted(cluster)], member.Refused);
        Assert.True(older.System.Health.IsReady, string.Join("; ", older.System.Health.Parts));
    }

    private static ShardId Painted(InMemoryCluster cluster) => cluster.Store.Journal.ShardCount.ShardOf(Note.Key("a"));

    private static int Owned(InMemoryCluster cluster, ClusterNode node) => cluster.Shards.Count(s => s.Owner == node.System.Cluster.Self.ToString());

    /// <summary>Writes what only the newer version writes, as an owner that has handed the shard off since; again, where a node took the shard from it meanwhile.</summary>
    private static Task Paint(InMemoryCluster cluster) => Eventually.Holds(() => TryPaint(cluster), within: Patience);

    private static async Task<bool> TryPaint(InMemoryCluster cluster)
    {
        var journal = cluster.Store.Journal;
        var row = cluster.Shards[Painted(cluster).Value];
        if (await journal.TryClaim([row], "painter", default) is not [var claim])
        {
            return false;
        }

        var record = new JournalRecord
        {
            Shard = row.Shard,
            Sequence = claim.Head.Head.Next,
            Entity = Note.Key("a"),
            Version = new EntityVersion(2),
            Kind = RecordKind.Event,
            Type = new WireName("painted", 1),
            Payload = Encoding.UTF8.GetBytes("{\"colour\":\"red\"}"),
            Time = DateTimeOffset.UnixEpoch,
        };
        var commit = new ShardCommit { Shard = row.Shard, Epoch = claim.Head.Epoch, ExpectedHead = claim.Head.Head, Records = [record] };
        if (await journal.Commit([commit], default) is not [])
        {
            return false;
        }

        await journal.Release(row.Shard, claim.Head.Epoch, TimeSpan.Zero, default);
        return true;
    }

    private static Task<Outcome> Ask(ClusterNode node, long number) =>
        node.System.Region.Ask(Note.Key("a"), Note.Write(number), new AskOptions { Timeout = Patience }, CancellationToken.None);
}
