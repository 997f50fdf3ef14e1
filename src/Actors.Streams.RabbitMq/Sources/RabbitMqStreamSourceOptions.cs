using Actors.Streams.RabbitMq.Connections;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>What a <see cref="RabbitMqStreamSource"/> reads and how.</summary>
public sealed record RabbitMqStreamSourceOptions
{
    /// <summary>The most that can be asked for.</summary>
    internal const int BufferMax = 50_000;

    /// <summary>The source's name, a part of its lane: lower-case letters, digits and hyphens. Never change it, never share it between clusters.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster.</summary>
    public required RabbitMqConnection Connection { get; init; }

    /// <summary>The stream, a queue of type <c>stream</c>. It must exist.</summary>
    public required string Stream { get; init; }

    /// <summary>How many records are asked for ahead. RabbitMQ sends whole chunks, so some thousands more may wait. Default 1,024.</summary>
    public int BufferRecordsMax { get; init; } = 1024;

    /// <summary>How often a reader that waits for another one looks whether that is gone. Default 1 s.</summary>
    public TimeSpan TakeOverEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long what is in hand may take to become durable when the source stops or loses its connection. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IReadOnlyList<string> Faults() =>
    [
        .. SourceFaults.Of(Name, Stream, nameof(Stream), Connection),
        .. BufferRecordsMax is < 1 or > BufferMax ? new[] { $"BufferRecordsMax is {BufferRecordsMax}; it must be 1 to {BufferMax}." } : [],
        .. TakeOverEvery <= TimeSpan.Zero ? new[] { $"TakeOverEvery is {TakeOverEvery}; it must be above zero." } : [],
        .. StopTimeout <= TimeSpan.Zero ? new[] { $"StopTimeout is {StopTimeout}; it must be above zero." } : [],
    ];
}
