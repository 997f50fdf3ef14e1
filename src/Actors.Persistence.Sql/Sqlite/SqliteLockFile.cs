namespace Actors.Persistence.Sql.Sqlite;

/// <summary>
/// A file beside the database that its one user holds open. Fencing keeps the data right without it; it tells the second user at once.
/// The operating system frees it when the process ends, however it ends.
/// </summary>
internal sealed class SqliteLockFile : IDisposable
{
    private readonly FileStream _stream;

    /// <summary>Takes the lock of a database file.</summary>
    /// <exception cref="DatabaseInUseException">Somebody holds it.</exception>
    public SqliteLockFile(string databasePath)
    {
        try
        {
            _stream = new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DatabaseInUseException(databasePath, e);
        }
    }

    public void Dispose() => _stream.Dispose();
}
