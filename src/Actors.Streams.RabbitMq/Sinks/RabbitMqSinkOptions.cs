using Actors.Streams.RabbitMq.Connections;

namespace Actors.Streams.RabbitMq.Sinks;

/// <summary>Where a <see cref="RabbitMqSink"/> publishes and how.</summary>
public sealed record RabbitMqSinkOptions
{
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromMinutes(30);

    /// <summary>The cluster.</summary>
    public required RabbitMqConnection Connection { get; init; }

    /// <summary>The exchange, which must exist.</summary>
    public required string Exchange { get; init; }

    /// <summary>How long a batch may take to be confirmed before its publishing fails and is tried again. Default 30 s.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IReadOnlyList<string> Faults() =>
    [
        .. Connection.Faults(),
        .. string.IsNullOrWhiteSpace(Exchange) ? new[] { "Exchange is empty; the default exchange would lead to queues named like entities." } : [],
        .. DeliveryTimeout <= TimeSpan.Zero || DeliveryTimeout > LongestDelivery
            ? new[] { $"DeliveryTimeout is {DeliveryTimeout}; it must be above zero and at most {LongestDelivery}." }
            : [],
    ];
}
