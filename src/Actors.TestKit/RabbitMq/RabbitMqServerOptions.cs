namespace Actors.TestKit.RabbitMq;

/// <summary>How a private RabbitMQ server runs.</summary>
public sealed record RabbitMqServerOptions
{
    /// <summary>The largest message it takes, in bytes. Default: 16 MiB.</summary>
    public int MessageBytesMax { get; init; } = 16 * 1024 * 1024;
}
