namespace Actors.Persistence.Sql;

/// <summary>Another process, or another store of this process, has the database file open.</summary>
/// <param name="path">The database file.</param>
/// <param name="innerException">The operating system's own error.</param>
public sealed class DatabaseInUseException(string path, Exception? innerException = null) : Exception(
    $"The database file '{path}' is in use by another process. A SQLite journal has one node: stop the other one, or give this one "
    + "another file.", innerException)
{
    /// <summary>The database file.</summary>
    public string Path { get; } = path;
}
