using Microsoft.Extensions.Logging;

namespace Actors.Streams.Kafka;

/// <summary>All log messages of this project. Levels: lifecycle Information, what passes by itself Warning, what needs a person Error.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Kafka source {Source} joins group {Group} for {Topics}.")]
    public static partial void Joining(this ILogger logger, string source, string group, string topics);

    [LoggerMessage(2, LogLevel.Information, "Kafka source {Source} got partitions {Partitions}.")]
    public static partial void PartitionsAssigned(this ILogger logger, string source, string partitions);

    [LoggerMessage(3, LogLevel.Information, "Kafka source {Source} gives back partitions {Partitions}.")]
    public static partial void PartitionsRevoked(this ILogger logger, string source, string partitions);

    [LoggerMessage(4, LogLevel.Warning, "Kafka source {Source} lost partitions {Partitions}: the group took them away without waiting.")]
    public static partial void PartitionsLost(this ILogger logger, string source, string partitions);

    [LoggerMessage(5, LogLevel.Warning, "Kafka source {Source}: {Detail}")]
    public static partial void ClientTrouble(this ILogger logger, string source, string detail);

    [LoggerMessage(6, LogLevel.Information, "Kafka source {Source} has left its group.")]
    public static partial void Left(this ILogger logger, string source);

    [LoggerMessage(7, LogLevel.Debug, "The offsets of {Topic}/{Partition} are not known yet: {Detail}")]
    public static partial void OffsetsUnknown(this ILogger logger, string topic, int partition, string detail);

    [LoggerMessage(8, LogLevel.Debug, "Kafka source {Source} could not commit offsets, which are for lag tools only: {Detail}")]
    public static partial void OffsetsNotCommitted(this ILogger logger, string source, string detail);

    [LoggerMessage(9, LogLevel.Debug, "Kafka source {Source} {Change} {Topic}/{Partition} at {Count} records in memory.")]
    public static partial void FlowChanged(this ILogger logger, string source, string change, string topic, int partition, int count);

    [LoggerMessage(10, LogLevel.Warning, "Kafka sink for {Topic}: {Detail}")]
    public static partial void SinkTrouble(this ILogger logger, string topic, string detail);

    [LoggerMessage(11, LogLevel.Information, "Kafka source {Source} reads its part of {Topics}, which the nodes of the cluster share among themselves.")]
    public static partial void Sharing(this ILogger logger, string source, string topics);

    [LoggerMessage(12, LogLevel.Warning, "Kafka source {Source} has not left its group within {Seconds} s and is left behind: its partitions go to others when its session is over.")]
    public static partial void LeftBehind(this ILogger logger, string source, double seconds);
}
