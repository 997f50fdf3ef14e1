using Actors.Streams.RabbitMq.Connections;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>What a <see cref="RabbitMqQueueSource"/> consumes and how.</summary>
public sealed record RabbitMqQueueSourceOptions
{
    /// <summary>The most that may be delivered and not yet acknowledged.</summary>
    internal const int PrefetchMax = 4096;

    /// <summary>The source's name, a part of its commands' ids: lower-case letters, digits and hyphens. Never change it.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster.</summary>
    public required RabbitMqConnection Connection { get; init; }

    /// <summary>The queue. It is declared when it does not exist: durable, quorum, single active consumer. One that is different is refused.</summary>
    public required string Queue { get; init; }

    /// <summary>
    /// How many messages may be delivered and not yet acknowledged. At most the number of command ids that an entity remembers
    /// (64 unless the node says otherwise), else what comes again may be forgotten already. Default 64.
    /// </summary>
    public int Prefetch { get; init; } = 64;

    /// <summary>How long what is in hand may take to become durable when the source stops or loses its connection; the rest comes again. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IReadOnlyList<string> Faults() =>
    [
        .. SourceFaults.Of(Name, Queue, nameof(Queue), Connection),
        .. Prefetch is < 1 or > PrefetchMax ? new[] { $"Prefetch is {Prefetch}; it must be 1 to {PrefetchMax}." } : [],
        .. StopTimeout <= TimeSpan.Zero ? new[] { $"StopTimeout is {StopTimeout}; it must be above zero." } : [],
    ];
}
