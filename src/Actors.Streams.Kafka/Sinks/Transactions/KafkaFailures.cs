using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sinks.Transactions;

/// <summary>What a failure of librdkafka's means for a transaction.</summary>
internal static class KafkaFailures
{
    /// <summary>As one of the exceptions of <see cref="ITransactionalSink"/>. What is not certain counts as of unknown effect.</summary>
    public static Exception Of(string topic, KafkaException failure) => failure switch
    {
        { Error.Code: ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch or ErrorCode.TransactionCoordinatorFenced } =>
            new SinkFencedException($"Another publisher has taken the transactional id for Kafka topic '{topic}': {failure.Error.Reason}", failure),
        KafkaTxnRequiresAbortException { Error.Code: ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidRecord } =>
            new RecordRefusedException($"Kafka topic '{topic}' does not take a record: {failure.Error.Reason}", failure),
        KafkaTxnRequiresAbortException =>
            new TransactionRefusedException($"Kafka refused a transaction on topic '{topic}': {failure.Error.Reason}", failure),
        _ => new SinkUnavailableException($"Kafka topic '{topic}' did not take a transaction: {failure.Error.Reason}", failure),
    };
}
