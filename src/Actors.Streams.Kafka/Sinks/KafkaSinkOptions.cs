using Actors.Streams.Kafka.Connections;

namespace Actors.Streams.Kafka.Sinks;

/// <summary>Where a <see cref="KafkaSink"/> publishes and how.</summary>
public sealed record KafkaSinkOptions
{
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromMinutes(30);

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "bootstrap.servers", "enable.idempotence", "enable.gapless.guarantee", "acks", "message.timeout.ms", "delivery.timeout.ms",
        "transactional.id", "partitioner",
    };

    /// <summary>The cluster.</summary>
    public required KafkaConnection Connection { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>How long a record may take to be acknowledged by all in-sync replicas before its publishing fails and is tried again. Default 30 s.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IReadOnlyList<string> Faults() =>
    [
        .. Connection.Faults(Reserved),
        .. string.IsNullOrWhiteSpace(Topic) ? new[] { "Topic is empty." } : [],
        .. DeliveryTimeout <= TimeSpan.Zero || DeliveryTimeout > LongestDelivery
            ? new[] { $"DeliveryTimeout is {DeliveryTimeout}; it must be above zero and at most {LongestDelivery}." }
            : [],
    ];
}
