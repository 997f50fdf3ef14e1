namespace Actors.Persistence.Sql;

/// <summary>The file is not a database, or its content is damaged; time does not heal it.</summary>
/// <param name="path">The database file.</param>
/// <param name="detail">What the database library says.</param>
/// <param name="innerException">The database library's own error.</param>
public sealed class DamagedDatabaseException(string path, string detail, Exception? innerException = null) : Exception(
    $"The file '{path}' is not a database or is damaged ({detail}). Nothing was changed. Check the configured path, or restore the file "
    + "from a backup.", innerException)
{
    /// <summary>The database file.</summary>
    public string Path { get; } = path;
}
