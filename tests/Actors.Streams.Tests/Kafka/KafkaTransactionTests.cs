using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>
/// Events that leave in transactions. The embedded broker accepts transactions without their effect: on it these tests show the order
/// of calls and where publishing goes on, on a real cluster (ACTORS_KAFKA) also that what is aborted stays unseen.
/// </summary>
public sealed class KafkaTransactionTests
{
    private static readonly ReaderName Egress = new("egress coins");
    private readonly InMemoryStore _store = new();

    private static KafkaCluster Cluster => KafkaCluster.Shared;

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Each_event_is_seen_once_and_after_a_restart_publishing_goes_on_behind_the_last_transaction()
    {
        var topic = await Cluster.CreateTopic(1);
        await using (var node = await TransactionalNode.Start(Cluster, topic, _store))
        {
            await node.Put("a", 0, 20);
            await node.Published();
            Assert.Equal(["Fence", "ReadOffsets", "Begin", "Send", "SendOffsets", "Commit"], node.Sink.Calls.Take(6));
            Assert.Equal(0, (node.Sink.Calls.Count - 2) % 4);
        }

        await using var again = await TransactionalNode.Start(Cluster, topic, _store);
        await again.Put("a", 20, 10);
        await again.Published();
        Assert.Equal(Enumerable.Range(0, 30).Select(n => (long)n), TransactionalNode.Committed(Cluster, topic, 29));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_commit_whose_answer_got_lost_is_found_out_and_not_published_again()
    {
        var topic = await Cluster.CreateTopic(1);
        await using var node = await TransactionalNode.Start(Cluster, topic, _store, sink => sink.FailAt(5, takesEffect: true));
        await node.Put("a", 0, 1);
        await node.Put("a", 1, 10);
        await node.Published();
        Assert.Equal("Commit Fence ReadOffsets", string.Join(' ', node.Sink.Calls.Skip(5).Take(3)));
        Assert.Equal(Enumerable.Range(0, 11).Select(n => (long)n), TransactionalNode.Committed(Cluster, topic, 10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [Trait("Invariant", "I3")]
    public async Task A_failure_before_any_step_loses_nothing(int call)
    {
        var topic = await Cluster.CreateTopic(1);
        await using var node = await TransactionalNode.Start(Cluster, topic, _store, sink => sink.FailAt(call, takesEffect: false));
        await node.Put("a", 0, 10);
        await node.Published();
        var seen = TransactionalNode.Committed(Cluster, topic, 9);
        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), seen.Distinct());
        Assert.True(!KafkaCluster.HasTransactions || seen.Count == 10, "An aborted record was seen.");
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public async Task A_publisher_whose_id_was_taken_can_commit_nothing()
    {
        var topic = await Cluster.CreateTopic(1);
        using var zombie = new KafkaTransactionalSink(TransactionalNode.Options(Cluster, topic));
        using var owner = new KafkaTransactionalSink(TransactionalNode.Options(Cluster, topic));
        await zombie.Fence(CancellationToken.None);
        await zombie.Begin(CancellationToken.None);
        await zombie.Send([new SinkRecord("a", "0"u8.ToArray(), [])], CancellationToken.None);
        await owner.Fence(CancellationToken.None);
        if (!KafkaCluster.HasTransactions)
        {
            await Finish(); // The embedded broker shuts nobody out, as its documentation says.
            return;
        }

        await Assert.ThrowsAsync<SinkFencedException>(Finish);
        Assert.Empty(await owner.ReadOffsets(Egress, CancellationToken.None));

        async Task Finish()
        {
            await zombie.SendOffsets(Egress, new Dictionary<ShardId, long> { [new ShardId(1)] = 5 }, CancellationToken.None);
            await zombie.Commit(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Offsets_are_read_back_by_egress_and_shard()
    {
        var topic = await Cluster.CreateTopic(1);
        using var sink = new KafkaTransactionalSink(TransactionalNode.Options(Cluster, topic));
        await sink.Fence(CancellationToken.None);
        Assert.Empty(await sink.ReadOffsets(Egress, CancellationToken.None));
        foreach (var (egress, offset) in new[] { (Egress, 3L), (new ReaderName("egress others"), 9L), (Egress, 7L) })
        {
            await sink.Begin(CancellationToken.None);
            await sink.SendOffsets(egress, new Dictionary<ShardId, long> { [new ShardId(1)] = offset, [new ShardId(63)] = offset + 1 }, CancellationToken.None);
            await sink.Commit(CancellationToken.None);
        }

        var read = await sink.ReadOffsets(Egress, CancellationToken.None);
        Assert.Equal([(1, 7L), (63, 8L)], read.OrderBy(o => o.Key).Select(o => (o.Key.Value, o.Value)));
    }

    [EmbeddedFact]
    public async Task Requests_of_a_transaction_that_fail_are_repeated_or_the_transaction_is_published_anew()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        await using var node = await TransactionalNode.Start(cluster, topic, _store);
        await node.Put("a", 0, 5);
        await node.Published();
        cluster.Broker!.FailNext(KafkaRequest.AddPartitionsToTransaction, ErrorCode.ConcurrentTransactions, ErrorCode.GroupCoordinatorNotAvailable);
        cluster.Broker.FailNext(KafkaRequest.EndTransaction, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.InvalidProducerEpoch);
        await node.Put("a", 5, 5);
        await node.Published();
        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), TransactionalNode.Committed(cluster, topic, 9).Distinct());
    }

    [EmbeddedTheory]
    [InlineData(KafkaRequest.FindCoordinator, ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(KafkaRequest.InitProducerId, ErrorCode.GroupLoadInProgress)]
    [InlineData(KafkaRequest.InitProducerId, ErrorCode.ConcurrentTransactions)]
    [InlineData(KafkaRequest.AddPartitionsToTransaction, ErrorCode.ConcurrentTransactions)]
    [InlineData(KafkaRequest.AddPartitionsToTransaction, ErrorCode.TopicAuthorizationFailed)]
    [InlineData(KafkaRequest.AddPartitionsToTransaction, ErrorCode.InvalidProducerEpoch)]
    [InlineData(KafkaRequest.Produce, ErrorCode.NotLeaderForPartition)]
    [InlineData(KafkaRequest.Produce, ErrorCode.OutOfOrderSequenceNumber)]
    [InlineData(KafkaRequest.Produce, ErrorCode.TopicAuthorizationFailed)]
    [InlineData(KafkaRequest.EndTransaction, ErrorCode.GroupCoordinatorNotAvailable)]
    [InlineData(KafkaRequest.EndTransaction, ErrorCode.InvalidProducerEpoch)]
    [InlineData(KafkaRequest.EndTransaction, ErrorCode.InvalidTxnState)]
    [InlineData(KafkaRequest.ListOffsets, ErrorCode.NotLeaderForPartition)]
    [InlineData(KafkaRequest.Fetch, ErrorCode.RequestTimedOut)]
    [Trait("Invariant", "I3")]
    public async Task An_answer_with_an_error_to_any_request_loses_no_event(KafkaRequest request, ErrorCode error)
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        cluster.Broker!.FailNext(request, error);
        await using var node = await TransactionalNode.Start(cluster, topic, _store);
        await node.Put("a", 0, 5);
        await node.Published();
        cluster.Broker.FailNext(request, error, error);
        await node.Put("a", 5, 5);
        await node.Published();
        cluster.Broker.StopFailing(request); // What nobody asked for must not hit the one who looks.
        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), TransactionalNode.Committed(cluster, topic, 9).Distinct());
    }

    [EmbeddedFact]
    [Trait("Invariant", "I3")]
    public async Task Where_a_transaction_is_not_taken_back_no_offset_stands_behind_events_that_never_arrived()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        await using var node = await TransactionalNode.Start(cluster, topic, _store);
        cluster.Broker!.Delay(1, TimeSpan.FromMilliseconds(100)); // What is sent at once is on its way before the first answer comes.
        cluster.Broker.FailNext(KafkaRequest.Produce, ErrorCode.NoError, ErrorCode.OutOfOrderSequenceNumber);
        await node.Put("a", 0, 5);
        await node.Published();
        cluster.Broker.Delay(1, TimeSpan.Zero);
        await node.Put("a", 5, 5);
        await node.Published();
        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), TransactionalNode.Committed(cluster, topic, 9).Distinct());
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task An_event_too_large_for_the_topic_becomes_a_dead_letter_and_the_others_are_published_once()
    {
        var topic = await Cluster.CreateTopic(1);
        await using var node = await TransactionalNode.Start(Cluster, topic, _store);
        await node.Put("a", 0, 10);
        await node.Put("a", TransactionalNode.OversizedCoin, 1);
        await node.Put("a", 10, 10);
        await node.Published();
        Assert.Equal(
            Enumerable.Range(0, 20).Select(n => (long)n),
            KafkaCluster.HasTransactions ? TransactionalNode.Committed(Cluster, topic, 19) : TransactionalNode.Committed(Cluster, topic, 19).Distinct());
        var letter = Assert.Single(await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None));
        Assert.Equal(DeadLetterReason.PublishingFailed, letter.Reason);
        Assert.Contains("size", letter.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [EmbeddedFact]
    public async Task While_the_broker_is_away_publishing_waits_and_the_node_is_degraded_and_not_unready()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        await using var node = await TransactionalNode.Start(cluster, topic, _store);
        await node.Put("a", 0, 5);
        await node.Published();
        cluster.TakeDown(1);
        await node.Put("a", 5, 5);
        await Eventually.Holds(
            () => node.System.Health.Parts.Any(p => p is { Name: "projection egress coins", IsDegraded: true }),
            () => string.Join("; ", node.System.Health.Parts),
            TestReader.Patience);
        Assert.True(node.System.Health.IsReady);
        cluster.Broker!.BringUp(1);
        await node.Published();
        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), TransactionalNode.Committed(cluster, topic, 9).Distinct());
    }

    [Fact]
    public void Wrong_options_are_refused_all_at_once()
    {
        var fault = Assert.Throws<ArgumentException>(() => new KafkaTransactionalSink(new KafkaTransactionalSinkOptions
        {
            Topic = "a",
            OffsetsTopic = "a",
            TransactionalId = " ",
            TransactionTimeout = TimeSpan.FromHours(1),
            StartTimeout = TimeSpan.Zero,
            Connection = new KafkaConnection { BootstrapServers = "", Settings = new Dictionary<string, string> { ["isolation.level"] = "x" } },
        }));
        foreach (var part in new[] { "OffsetsTopic", "TransactionalId", "TransactionTimeout", "StartTimeout", "BootstrapServers", "'isolation.level'" })
        {
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        }
    }
}
