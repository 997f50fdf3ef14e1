using Microsoft.Extensions.Logging;

namespace Actors.Streams.RabbitMq;

/// <summary>All log messages of this project. Levels: lifecycle Information, what passes by itself Warning, what needs a person Error.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "RabbitMQ source {Source} consumes from {Queue}.")]
    public static partial void Consuming(this ILogger logger, string source, string queue);

    [LoggerMessage(2, LogLevel.Information, "RabbitMQ source {Source} has stopped consuming from {Queue}.")]
    public static partial void Stopped(this ILogger logger, string source, string queue);

    [LoggerMessage(3, LogLevel.Warning, "RabbitMQ source {Source} lost {Queue}: {Detail}")]
    public static partial void Lost(this ILogger logger, string source, string queue, string detail);

    [LoggerMessage(4, LogLevel.Warning, "RabbitMQ sink for {Exchange}: {Detail}")]
    public static partial void SinkTrouble(this ILogger logger, string exchange, string detail);
}
