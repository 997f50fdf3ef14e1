using System.Collections.Immutable;
using Actors.Runtime.Streams.Partitions;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.Clusters;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Streams.Tests.Kafka;

/// <summary>The nodes of a cluster share the partitions of a topic among themselves, without Kafka's group.</summary>
public sealed class KafkaClusterSharingTests : IAsyncDisposable
{
    private const int Partitions = 6;
    private static readonly KafkaCluster Kafka = KafkaCluster.Shared;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];
    private InMemoryCluster? _cluster;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Invariant", "I3")]
    public async Task The_partitions_of_a_node_that_is_gone_are_read_by_the_others_and_every_record_takes_effect_once(bool comesBack)
    {
        var topic = await Kafka.CreateTopic(Partitions);
        var cluster = _cluster = await InMemoryCluster.Start(Jar.Model);
        var (gone, others) = (cluster.Nodes[1], new[] { cluster.Nodes[0], cluster.Nodes[2] });
        var ingresses = cluster.Nodes.ToDictionary(n => n, n => Run(n, topic));
        await Write(topic, 0, 50);
        await AssertCoins(cluster, 50);
        await Eventually.Holds(() => ingresses.Values.All(i => i.Partitions.Count == Partitions / 3), () => Counts(ingresses), TestReader.Patience);

        if (comesBack)
        {
            gone.Freeze();
        }
        else
        {
            gone.Crash();
        }

        await Write(topic, 50, 50);
        await Eventually.Holds(() => others.All(n => ingresses[n].Partitions.Count == Partitions / 2), () => Counts(ingresses), TestReader.Patience);
        await AssertCoins(cluster, 100);
        if (comesBack)
        {
            gone.Thaw();
            await Write(topic, 100, 50);
            await Eventually.Holds(() => ingresses.Values.All(i => i.Partitions.Count == Partitions / 3), () => Counts(ingresses), TestReader.Patience);
            await AssertCoins(cluster, 150);
        }
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_node_that_joins_takes_its_part_and_one_that_leaves_gives_its_part_back()
    {
        var topic = await Kafka.CreateTopic(Partitions);
        var cluster = _cluster = await InMemoryCluster.Start(Jar.Model, nodes: 1);
        var ingresses = new Dictionary<ClusterNode, PartitionedIngress> { [cluster.Nodes[0]] = Run(cluster.Nodes[0], topic) };
        await Write(topic, 0, 50);
        await AssertCoins(cluster, 50);
        var second = await cluster.Join();
        ingresses.Add(second, Run(second, topic));
        await Write(topic, 50, 50);
        await Eventually.Holds(() => ingresses.Values.All(i => i.Partitions.Count == Partitions / 2), () => Counts(ingresses), TestReader.Patience);
        await AssertCoins(cluster, 100);
        await cluster.Nodes[0].Leave();
        await Write(topic, 100, 50);
        await Eventually.Holds(() => ingresses[second].Partitions.Count == Partitions, () => Counts(ingresses), TestReader.Patience);
        await AssertCoins(cluster, 150);
    }

    [Fact]
    public async Task A_node_that_is_alone_reads_all_and_tells_Kafka_how_far_it_is()
    {
        var topic = await Kafka.CreateTopic(2);
        await Kafka.Write(topic, 0, JarDecoder.Lines("a", 0, 40));
        await Kafka.Write(topic, 1, JarDecoder.Lines("b", 0, 40));
        var store = new InMemoryStore();
        await using (var reader = await TestReader.Start(new KafkaSource(Options(topic)), store))
        {
            await reader.AssertCoins("a", 40);
            await reader.AssertCoins("b", 40);
            Assert.Equal(2, reader.Ingress.Partitions.Count);
            await Eventually.Holds(() => KafkaPlaceTests.CommittedOffset(topic, topic) == 40, () => KafkaPlaceTests.CommittedOffset(topic, topic), TestReader.Patience);
        }

        await Kafka.Write(topic, 0, JarDecoder.Lines("a", 40, 10));
        await using var again = await TestReader.Start(new KafkaSource(Options(topic)), store);
        await again.AssertCoins("a", 50);
        Assert.Equal((10, 0), (again.Ingress.Counts.Read, again.Ingress.Counts.Repeated));
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_is_told_of_and_read_when_it_does()
    {
        var missing = KafkaCluster.NewName("missing");
        await using var reader = await TestReader.Start(new KafkaSource(Options(missing)));
        await Eventually.Holds(() => reader.Troubles().Contains($"Kafka has no topic {missing}", StringComparison.Ordinal), reader.Troubles, TestReader.Patience);
        await Kafka.CreateTopic(1, missing);
        await Kafka.Write(missing, 0, JarDecoder.Lines("a", 0, 10));
        await reader.AssertCoins("a", 10);
        Assert.Equal(string.Empty, reader.Troubles());
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(TestReader.Patience);
        _stopping.Dispose();
        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static KafkaSourceOptions Options(string topic) => Kafka.Options(topic, topic) with { Sharing = KafkaSharing.Cluster };

    private static string Counts(Dictionary<ClusterNode, PartitionedIngress> ingresses) =>
        string.Join(", ", ingresses.Select(i => $"{i.Key.Name} has {i.Value.Partitions.Count}: {i.Value.Counts}"));

    private static Task Write(string topic, int first, int count) => Task.WhenAll(
        Enumerable.Range(0, Partitions).Select(p => Kafka.Write(topic, p, JarDecoder.Lines($"jar{p}", first, count))));

    private static async Task AssertCoins(InMemoryCluster cluster, int count)
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            var jar = new EntityKey(Jar.Type, new EntityId($"jar{partition}"));
            ImmutableList<long> seen = [];
            await Eventually.Holds(
                async () => (seen = ((Jar)(await cluster.Nodes[^1].System.Region.View(jar, TestReader.Patience, CancellationToken.None)).State).Coins).Count >= count,
                () => $"{jar} has {seen.Count} of {count}",
                TestReader.Patience);
            Assert.Equal(Enumerable.Range(0, count).Select(n => (long)n), seen);
        }
    }

    private PartitionedIngress Run(ClusterNode node, string topic)
    {
        var ingress = node.System.Connect(new KafkaSource(Options(topic)), new JarDecoder());
        _running.Add(Task.Run(() => ingress.Run(_stopping.Token)));
        return ingress;
    }
}
