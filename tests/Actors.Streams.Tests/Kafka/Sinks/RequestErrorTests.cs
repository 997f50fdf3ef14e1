using Actors.Streams.Kafka.Development;
using Actors.Streams.Publishing;
using Actors.TestKit.Contracts.Sinks;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka.Sinks;

/// <summary>Requests of a sink that brokers answer with an error: nothing is lost, and of each key nothing is swapped.</summary>
public sealed class RequestErrorTests : SinkSuite<BreakableKafkaSinkFixture>
{
    [EmbeddedTheory]
    [InlineData(ErrorCode.RequestTimedOut)]
    [InlineData(ErrorCode.NotLeaderForPartition)]
    [InlineData(ErrorCode.NotEnoughReplicas)]
    [InlineData(ErrorCode.NotEnoughReplicasAfterAppend)]
    [InlineData(ErrorCode.LeaderNotAvailable)]
    [InlineData(ErrorCode.Local_Transport)]
    [Trait("Invariant", "I4")]
    public async Task A_produce_request_that_fails_for_now_is_repeated(ErrorCode error)
    {
        var sink = Open();
        await sink.Publish(Records(0, 30), None);
        Output.Broker.FailNext(KafkaRequest.Produce, error, error);
        await sink.Publish(Records(30, 300), None).WaitAsync(Patience);
        await AssertArrived(330, mayRepeat: true);
    }

    [EmbeddedTheory]
    [InlineData(ErrorCode.MsgSizeTooLarge)]
    [InlineData(ErrorCode.InvalidRecord)]
    public async Task A_record_that_brokers_refuse_for_good_is_told_apart_from_a_broker_that_is_away(ErrorCode error)
    {
        var sink = Open();
        await sink.Publish(Records(0, 30), None);
        Output.Broker.FailNext(KafkaRequest.Produce, error);
        await Assert.ThrowsAsync<RecordRefusedException>(() => sink.Publish(Records(30, 3), None).WaitAsync(Patience));
        Output.Broker.StopFailing(KafkaRequest.Produce);
        await sink.Publish(Records(30, 30), None);
        await AssertArrived(60, mayRepeat: true);
    }

    [EmbeddedFact]
    public async Task A_topic_that_may_not_be_written_to_is_unavailable_and_written_to_when_it_may()
    {
        var sink = Open(TimeSpan.FromSeconds(5));
        await sink.Publish(Records(0, 30), None);
        Output.Broker.FailNext(KafkaRequest.Produce, ErrorCode.TopicAuthorizationFailed);
        await Assert.ThrowsAsync<SinkUnavailableException>(() => sink.Publish(Records(30, 3), None).WaitAsync(Patience));
        await sink.Publish(Records(30, 30), None);
        await AssertArrived(60, mayRepeat: true);
    }

    [EmbeddedFact]
    public async Task Requests_before_the_first_record_that_fail_are_repeated()
    {
        Output.Broker.FailNext(KafkaRequest.InitProducerId, ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.GroupLoadInProgress);
        Output.Broker.FailNext(KafkaRequest.Metadata, ErrorCode.LeaderNotAvailable);
        await Open().Publish(Records(0, 30), None).WaitAsync(Patience);
        await AssertArrived(30);
    }
}
