namespace Actors.Persistence.Sql;

/// <summary>The database was written by a newer version of this software, which alone knows how to read it.</summary>
/// <param name="database">The database, without passwords.</param>
/// <param name="foundVersion">The schema version of the database.</param>
/// <param name="knownVersion">The newest schema version this software knows.</param>
public sealed class IncompatibleDatabaseException(string database, int foundVersion, int knownVersion) : Exception(
    $"{database} has schema version {foundVersion}; this software knows up to {knownVersion}. Nothing was changed. "
    + "Start the newer version that wrote it, or open another database.")
{
    /// <summary>The database, without passwords.</summary>
    public string Database { get; } = database;

    /// <summary>The schema version of the database.</summary>
    public int FoundVersion { get; } = foundVersion;

    /// <summary>The newest schema version this software knows.</summary>
    public int KnownVersion { get; } = knownVersion;
}
