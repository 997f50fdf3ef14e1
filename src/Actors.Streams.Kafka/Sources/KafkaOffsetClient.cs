using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>A client that only asks about the partitions of a source; it belongs to no group and reads nothing.</summary>
internal sealed class KafkaOffsetClient(KafkaSourceOptions options) : IOffsetClient
{
    private readonly IConsumer<byte[], byte[]> _consumer = KafkaConsumers.Asking(options);

    public WatermarkOffsets Ask(TopicPartition partition, TimeSpan within) => _consumer.QueryWatermarkOffsets(partition, within);

    public void Dispose() => _consumer.Dispose();
}
