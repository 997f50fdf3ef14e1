using Actors.Streams.Kafka.Connections;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>A client that only asks about the partitions of a source; it belongs to no group and reads nothing.</summary>
internal sealed class KafkaOffsetClient(KafkaSourceOptions options) : IOffsetClient
{
    private readonly IConsumer<byte[], byte[]> _consumer = KafkaConsumers.Asking(options);

    public WatermarkOffsets Ask(TopicPartition partition, TimeSpan within) => Watermarks.Ask(_consumer, partition, within);

    public IReadOnlyList<TopicPartition> PartitionsOf(IReadOnlyList<string> topics, TimeSpan within)
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var found = admin.GetMetadata(within).Topics; // All: to ask for one by its name may create it.
        return
        [
            .. found.Where(t => topics.Contains(t.Topic, StringComparer.Ordinal) && !t.Error.IsError)
                .SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Topic, p.PartitionId)))
                .OrderBy(p => p.Topic, StringComparer.Ordinal).ThenBy(p => p.Partition.Value),
        ];
    }

    public void Dispose() => _consumer.Dispose();
}
