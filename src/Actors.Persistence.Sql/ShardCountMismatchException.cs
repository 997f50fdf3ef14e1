using Actors.Sharding;

namespace Actors.Persistence.Sql;

/// <summary>
/// The configured number of shards is not the one recorded in the database. Going on would look for entities in wrong shards.
/// </summary>
/// <param name="database">The database, without passwords.</param>
/// <param name="recorded">The number recorded when the database was created.</param>
/// <param name="configured">The number that was configured.</param>
public sealed class ShardCountMismatchException(string database, ShardCount recorded, ShardCount configured) : Exception(
    $"{database} was created with {recorded.Value} shards, but {configured.Value} are configured. The number of shards of a journal "
    + $"never changes: configure {recorded.Value}, or leave the setting out to take what is recorded.")
{
    /// <summary>The database, without passwords.</summary>
    public string Database { get; } = database;

    /// <summary>The number recorded when the database was created.</summary>
    public ShardCount Recorded { get; } = recorded;

    /// <summary>The number that was configured.</summary>
    public ShardCount Configured { get; } = configured;
}
