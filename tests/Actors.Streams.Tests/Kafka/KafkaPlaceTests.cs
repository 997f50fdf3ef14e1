using System.Text;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Where reading begins: at our own place, whatever Kafka's group or the topic has become.</summary>
public sealed class KafkaPlaceTests
{
    private readonly InMemoryStore _store = new();
    private readonly string _group = KafkaCluster.NewName("group");

    private static KafkaCluster Cluster => KafkaCluster.Shared;

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_group_that_was_moved_in_Kafka_changes_nothing()
    {
        var topic = await Cluster.CreateTopic(1);
        await Cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 100));
        MoveGroup(_group, topic, 70);
        await using (var reader = await TestReader.Start(Cluster.Source(topic, _group), _store))
        {
            await reader.AssertCoins("a", 100);
        }

        var reset = KafkaCluster.NewName("group");
        MoveGroup(reset, topic, 10);
        await Cluster.Write(topic, 0, JarDecoder.Lines("a", 100, 20));
        await using var again = await TestReader.Start(Cluster.Source(topic, reset), _store);
        await again.AssertCoins("a", 120);
        Assert.Equal((20, 0), (again.Ingress.Counts.Read, again.Ingress.Counts.Repeated));
    }

    [Fact]
    public async Task Kafka_is_told_how_far_everything_is_durable_for_tools_that_show_a_lag()
    {
        var topic = await Cluster.CreateTopic(1);
        await Cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 40));
        await using var reader = await TestReader.Start(Cluster.Source(topic, _group), _store);
        await reader.AssertCoins("a", 40);
        await Eventually.Holds(() => CommittedOffset(_group, topic) == 40, () => CommittedOffset(_group, topic), TestReader.Patience);
    }

    [Fact]
    public async Task A_topic_that_was_created_anew_stands_still_until_somebody_accepts_it()
    {
        var topic = await Cluster.CreateTopic(1);
        var lane = new Lane($"kafka:test/{topic}/0");
        await Cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 30));
        await Save(lane, 1000);
        await using var reader = await TestReader.Start(Cluster.Source(topic, _group), _store);
        await Eventually.Holds(() => reader.Ingress.Resets.ContainsKey(lane), reader.Troubles, TestReader.Patience);
        Assert.Contains("created anew", reader.Troubles(), StringComparison.Ordinal);
        Assert.Contains("offset 1000", reader.Troubles(), StringComparison.Ordinal);
        Assert.Equal(0, reader.Ingress.Counts.Read);
        Assert.False(await reader.Ingress.AcceptReset(new Lane("kafka:test/another/0"), CancellationToken.None));
        Assert.True(await reader.Ingress.AcceptReset(lane, CancellationToken.None));
        await reader.AssertCoins("a", 30);
        Assert.Empty(reader.Ingress.Resets);
        Assert.Equal(string.Empty, reader.Troubles());
    }

    [Fact]
    public async Task What_was_accepted_is_remembered_by_the_next_reader()
    {
        var topic = await Cluster.CreateTopic(1);
        var lane = new Lane($"kafka:test/{topic}/0");
        await Cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 30));
        await Save(lane, 1000);
        await using (var reader = await TestReader.Start(Cluster.Source(topic, _group), _store))
        {
            await Eventually.Holds(() => reader.Ingress.Resets.Count == 1, reader.Troubles, TestReader.Patience);
            await reader.Ingress.AcceptReset(lane, CancellationToken.None);
            await reader.AssertCoins("a", 30);
        }

        await Cluster.Write(topic, 0, JarDecoder.Lines("a", 30, 10));
        await using var again = await TestReader.Start(Cluster.Source(topic, _group), _store);
        await again.AssertCoins("a", 40);
        Assert.Equal(10, again.Ingress.Counts.Read);
    }

    [Fact]
    public async Task A_dead_letter_tells_topic_partition_offset_and_key()
    {
        var topic = await Cluster.CreateTopic(2);
        await Cluster.Write(topic, 1, ["a 0"]);
        await Cluster.Send(topic, 1, [new Message<byte[], byte[]> { Key = "order 7"u8.ToArray(), Value = "?"u8.ToArray() }, new() { Key = [0xFF, 1], Value = "!"u8.ToArray() }]);
        await using var reader = await TestReader.Start(Cluster.Source(topic, _group), _store);
        await Eventually.Holds(() => reader.Ingress.Counts.DeadLettered == 2, () => reader.Ingress.Counts, TestReader.Patience);
        var letters = await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None);
        Assert.Equal([$"kafka {topic}/1@1 key order 7", $"kafka {topic}/1@2 key ff01"], letters.Select(l => l.Source));
        Assert.Equal(["?", "!"], letters.Select(l => Encoding.UTF8.GetString(l.Payload.Span)));
    }

    private Task Save(Lane lane, long place) => _store.Offsets.Save(
        new ReaderName($"ingress {lane}"), new Dictionary<ShardId, long> { [new ShardId(0)] = place }, CancellationToken.None);

    private static void MoveGroup(string group, string topic, long offset)
    {
        using var consumer = NewConsumer(group);
        consumer.Assign(new TopicPartition(topic, 0));
        consumer.Commit([new TopicPartitionOffset(topic, 0, offset)]);
    }

    /// <summary>Where Kafka believes a group to be.</summary>
    internal static long CommittedOffset(string group, string topic)
    {
        using var consumer = NewConsumer(group);
        return consumer.Committed([new TopicPartition(topic, 0)], TimeSpan.FromSeconds(20))[0].Offset.Value;
    }

    private static IConsumer<byte[], byte[]> NewConsumer(string group) => new ConsumerBuilder<byte[], byte[]>(
        new ConsumerConfig { BootstrapServers = Cluster.BootstrapServers, GroupId = group, EnableAutoCommit = false }).Build();
}
