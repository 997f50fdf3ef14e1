using Actors.Sharding;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>How to open a journal in PostgreSQL.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// Npgsql's connection string, such as <c>Host=db;Database=actors;Username=actors;Password=...</c>. Required. Several hosts
    /// (<c>Host=db1,db2</c>) mean one primary and its standbys: the primary is found by itself.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// How many shards the journal shall have. Default: what is recorded in the database, and <see cref="ShardCount.Default"/> for a
    /// new one. Another number than the recorded one refuses to open.
    /// </summary>
    public ShardCount? ShardCount { get; init; }

    /// <summary>The most connections this store opens, 2 to 1,000. Default: 16. Overrides the connection string.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>
    /// How long one statement may take before the database counts as unavailable, 1 second to 10 minutes. Default: 30 seconds.
    /// Overrides the connection string.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When the newest records are filed under their entities.</summary>
    public CompactionOptions Compaction { get; init; } = new();
}
