using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>How to open a journal in a SQLite file.</summary>
public sealed record SqliteOptions
{
    /// <summary>
    /// The database file, such as <c>data/journal.db</c>; it and its folder are created where missing. Beside it stand
    /// <c>journal.db-wal</c>, <c>journal.db-shm</c> (parts of the database: copy them with it) and <c>journal.db.lock</c>. Required.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>
    /// How many shards the journal shall have. Default: what is recorded in the database, and <see cref="ShardCount.Default"/> for a
    /// new one. Another number than the recorded one refuses to open.
    /// </summary>
    public ShardCount? ShardCount { get; init; }

    /// <summary>How many reads may run at once, beside the one writer, 1 to 64. Default: 4.</summary>
    public int ReadersMax { get; init; } = 4;

    /// <summary>When the newest records are filed under their entities.</summary>
    public CompactionOptions Compaction { get; init; } = new();
}
