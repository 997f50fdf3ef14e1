using Actors.Streams.Kafka.Development;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.Time;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Brokers that fail, one cluster for each test.</summary>
public sealed class KafkaFaultTests
{
    private readonly string _group = KafkaCluster.NewName("group");

    [EmbeddedFact]
    [Trait("Invariant", "I3")]
    public async Task A_broker_that_goes_down_and_comes_back_costs_time_and_no_record()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(2);
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 100));
        await using var reader = await TestReader.Start(cluster.Source(topic, _group));
        await reader.AssertCoins("a", 100);
        cluster.TakeDown(1);
        await Eventually.Holds(() => reader.Troubles().Contains("Kafka", StringComparison.Ordinal), reader.Troubles, TestReader.Patience);
        cluster.Broker!.BringUp(1);
        await cluster.Write(topic, 1, JarDecoder.Lines("b", 0, 100));
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 100, 100));
        await reader.AssertCoins("a", 200);
        await reader.AssertCoins("b", 100);
        await Eventually.Holds(() => reader.Troubles().Length == 0, reader.Troubles, TestReader.Patience);
    }

    [EmbeddedFact]
    public async Task Three_brokers_that_restart_one_after_the_other_cost_no_record()
    {
        using var cluster = KafkaCluster.Embedded(3);
        var topic = await cluster.CreateTopic(3);
        await using var reader = await TestReader.Start(cluster.Source(topic, _group));
        for (var partition = 0; partition < 3; partition++)
        {
            await cluster.Write(topic, partition, JarDecoder.Lines($"p{partition}", 0, 50));
            await reader.AssertCoins($"p{partition}", 50);
        }

        for (var broker = 1; broker <= 3; broker++)
        {
            cluster.TakeDown(broker);
            cluster.Broker!.BringUp(broker);
        }

        for (var partition = 0; partition < 3; partition++)
        {
            await cluster.Write(topic, partition, JarDecoder.Lines($"p{partition}", 50, 50));
            await reader.AssertCoins($"p{partition}", 100);
        }
    }

    [EmbeddedFact]
    [Trait("Invariant", "I3")]
    public async Task Requests_that_fail_are_repeated_and_every_record_takes_effect_once()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        var broker = cluster.Broker!;
        broker.FailNext(KafkaRequest.FindCoordinator, ErrorCode.GroupCoordinatorNotAvailable);
        broker.FailNext(KafkaRequest.JoinGroup, ErrorCode.NotCoordinatorForGroup);
        broker.FailNext(KafkaRequest.ListOffsets, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut);
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 100));
        await using var reader = await TestReader.Start(cluster.Source(topic, _group));
        await reader.AssertCoins("a", 100);
        broker.FailNext(KafkaRequest.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.UnknownTopicOrPart, ErrorCode.RequestTimedOut);
        broker.FailNext(KafkaRequest.OffsetCommit, ErrorCode.RebalanceInProgress, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.IllegalGeneration);
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 100, 100));
        await reader.AssertCoins("a", 200);
    }

    [EmbeddedTheory]
    [InlineData(1)] // Of the two questions where a partition begins and ends one is refused, which the client does not always tell.
    [InlineData(2)]
    [InlineData(8)]
    [Trait("Invariant", "I3")]
    public async Task Answers_refused_to_the_question_what_a_partition_holds_cost_no_record(int refusals)
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 100));
        cluster.Broker!.FailNext(KafkaRequest.ListOffsets, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, refusals)]);
        await using var reader = await TestReader.Start(cluster.Source(topic, _group));
        await reader.AssertCoins("a", 100);
    }

    [EmbeddedFact]
    public async Task A_member_that_the_group_has_forgotten_joins_again()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 100));
        await using var reader = await TestReader.Start(cluster.Source(topic, _group));
        await reader.AssertCoins("a", 100);
        cluster.Broker!.FailNext(KafkaRequest.Heartbeat, ErrorCode.UnknownMemberId);
        await Eventually.Holds(() => reader.Ingress.Partitions.Count == 0, () => reader.Ingress.Partitions.Count, TestReader.Patience);
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 100, 100));
        await reader.AssertCoins("a", 200);
    }

    [EmbeddedFact]
    public async Task A_slow_broker_is_waited_for()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        cluster.Broker!.Delay(1, TimeSpan.FromMilliseconds(250));
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 2000));
        await using var reader = await TestReader.Start(cluster.Source(topic, _group));
        await reader.AssertCoins("a", 2000);
    }
}
