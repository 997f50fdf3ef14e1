using Actors.Streams.Kafka.Connections;

namespace Actors.Streams.Kafka.Topics;

/// <summary>What a <see cref="KafkaFeed"/> fills.</summary>
/// <param name="Connection">The cluster.</param>
/// <param name="Topic">The topic; nobody else writes to it.</param>
/// <param name="Partitions">How many partitions it has.</param>
public sealed record KafkaFeedOptions(KafkaConnection Connection, string Topic, int Partitions)
{
    /// <summary>
    /// How many bytes of a partition may be sent and not yet known to be read. Default 3 MiB, which an embedded broker is sure to keep.
    /// </summary>
    public int UnreadBytesMax { get; init; } = 3 << 20;

    /// <summary>How long a record may take to be acknowledged before feeding fails. Default 5 minutes.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
