using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql;

/// <summary>All log messages of this project. Per batch: Debug; lifecycle: Information; what an operator should act on: Warning.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Opened {Database}: {ShardCount} shards, schema version {SchemaVersion}")]
    public static partial void Opened(this ILogger logger, string database, int shardCount, int schemaVersion);

    [LoggerMessage(2, LogLevel.Information, "Migrated {Database} to schema version {SchemaVersion} ({Name})")]
    public static partial void Migrated(this ILogger logger, string database, int schemaVersion, string name);

    [LoggerMessage(3, LogLevel.Warning,
        "{Database} runs with {Setting} = off: a crash of its machine can lose acknowledged events. Turn it on unless this is a test")]
    public static partial void DurabilityOff(this ILogger logger, string database, string setting);

    [LoggerMessage(4, LogLevel.Warning, "{Database} is unavailable: {Reason}")]
    public static partial void Unavailable(this ILogger logger, string database, string reason);

    [LoggerMessage(5, LogLevel.Debug, "{Database} asks to repeat a transaction that it rolled back ({SqlState}), attempt {Attempt}")]
    public static partial void Repeated(this ILogger logger, string database, string sqlState, int attempt);

    [LoggerMessage(6, LogLevel.Debug, "Committed {RecordCount} records of {ShardCount} shards, {FencedCount} shards fenced")]
    public static partial void Committed(this ILogger logger, int recordCount, int shardCount, int fencedCount);

    [LoggerMessage(7, LogLevel.Debug, "Compacted {RecordCount} records of shard {Shard}, up to {UpTo}")]
    public static partial void Compacted(this ILogger logger, int shard, long recordCount, long upTo);

    [LoggerMessage(9, LogLevel.Information, "Removed {RecordCount} records from the log of shard {Shard}, up to {UpTo}")]
    public static partial void LogRemoved(this ILogger logger, int shard, long recordCount, long upTo);

    [LoggerMessage(10, LogLevel.Information, "Removed {RecordCount} records from the histories of {EntityCount} entities of shard {Shard}")]
    public static partial void HistoriesRemoved(this ILogger logger, int shard, long recordCount, int entityCount);

    [LoggerMessage(11, LogLevel.Warning, "Retention passes over records of shard {Shard}, because they are damaged, and leaves them where they are. {Reason}")]
    public static partial void RemovalPassedOver(this ILogger logger, int shard, string reason);

    [LoggerMessage(8, LogLevel.Warning,
        "Shard {Shard} is not compacted any more by this node, because stored records are damaged. Its other entities work on. {Reason}")]
    public static partial void CompactionStopped(this ILogger logger, int shard, string reason);
}
