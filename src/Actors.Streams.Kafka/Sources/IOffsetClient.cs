using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>Asks brokers what partitions hold. Blocks. Disposed of when nobody asks.</summary>
internal interface IOffsetClient : IDisposable
{
    /// <summary>The first offset of a partition, and the one behind its last.</summary>
    /// <exception cref="KafkaException">The brokers do not answer in time, or refuse it.</exception>
    WatermarkOffsets Ask(TopicPartition partition, TimeSpan within);

    /// <summary>The partitions of those of the topics that the brokers know; creates none.</summary>
    /// <exception cref="KafkaException">The brokers do not answer in time, or refuse it.</exception>
    IReadOnlyList<TopicPartition> PartitionsOf(IReadOnlyList<string> topics, TimeSpan within);
}
