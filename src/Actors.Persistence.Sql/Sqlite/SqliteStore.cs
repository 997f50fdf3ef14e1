using Actors.DeadLettering;
using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Membership;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections.Audits;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>
/// A journal in a SQLite file, for one node. Every commit is on the disk when it returns. The file belongs to one store at a time.
/// Thread-safe.
/// </summary>
public sealed class SqliteStore : IJournalStore
{
    private readonly SqliteLockFile _lock;

    private readonly Compactor _compactor;

    private SqliteStore(
        SqliteLockFile lockFile, SqliteDatabase database, Sharding.ShardCount shardCount, CompactionOptions compaction, ILogger logger)
    {
        _lock = lockFile;
        Database = database;
        var (tails, names, changes) = (new TailCache(shardCount), new WireNames(), new ChangeSignal());
        Tables = new SqliteBlockTables(database);
        _compactor = new Compactor(Tables, tails, compaction, TimeProvider.System, logger);
        var removal = new SqliteRetentionTables(database);
        Upkeep = new BlockUpkeep(_compactor, new Remover(removal, names, logger));
        Journal = new SqliteJournal(
            database, changes, tails, _compactor, new EntityReader(Tables, tails, _compactor, compaction, names), removal, names, logger);
        Snapshots = new SqliteSnapshotStore(database);
        Offsets = new SqliteOffsetStore(database);
        Records = new SqliteRecordDirectory(database, removal);
        DeadLetters = new SqliteDeadLetterStore(database);
        Membership = new SqliteMembershipStore(database, shardCount, changes);
    }

    /// <inheritdoc/>
    public IJournal Journal { get; }

    /// <inheritdoc/>
    public ISnapshotStore Snapshots { get; }

    /// <inheritdoc/>
    public IOffsetStore Offsets { get; }

    /// <inheritdoc/>
    public IDeadLetterStore DeadLetters { get; }

    /// <inheritdoc/>
    public IMembershipStore Membership { get; }

    /// <inheritdoc/>
    public IJournalUpkeep Upkeep { get; }

    /// <inheritdoc/>
    public IRecordDirectory Records { get; }

    /// <summary>The statements underneath, for tests that interrupt them.</summary>
    internal IBlockTables Tables { get; }

    /// <summary>The file underneath, for tests that fill or damage it.</summary>
    internal SqliteDatabase Database { get; }

    /// <summary>Opens or creates the database file and brings its schema to the newest version.</summary>
    /// <param name="options">Where the file is.</param>
    /// <param name="logger">Hears of migrations and outages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message names each fault.</exception>
    /// <exception cref="DatabaseInUseException">Another process, or another store, has the file open.</exception>
    /// <exception cref="JournalUnavailableException">The file cannot be opened or written.</exception>
    /// <exception cref="DamagedDatabaseException">The file is not a database, or is damaged.</exception>
    /// <exception cref="IncompatibleDatabaseException">The database was written by a newer version.</exception>
    /// <exception cref="ShardCountMismatchException">Another number of shards is recorded in it.</exception>
    public static Task<SqliteStore> Open(SqliteOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        Check(options);
        return Task.Run(() => OpenFile(options, logger, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Throws away all chunks, so that compaction files every record anew, but for those of which retention has removed the log. For
    /// repairs: what is read stays the same, but is slow until that is done.
    /// </summary>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <exception cref="JournalUnavailableException">The file cannot be written.</exception>
    public Task RebuildChunks(CancellationToken cancellationToken) => Tables.DropChunks(cancellationToken);

    /// <summary>Closes the file and gives it free.</summary>
    public ValueTask DisposeAsync()
    {
        _compactor.Dispose();
        Database.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<SqliteStore> OpenFile(SqliteOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Path);
        var lockFile = Lock(path);
        SqliteDatabase? database = null;
        try
        {
            database = new SqliteDatabase(path, options.ReadersMax, logger);
            var migrations = EmbeddedSql.Migrations("Sqlite");
            var migrator = new SqliteMigrator(database, migrations, logger);
            var shardCount = await migrator.Run(options.ShardCount, cancellationToken).ConfigureAwait(false);
            logger.Opened(database.Name, shardCount.Value, migrations[^1].Version);
            return new SqliteStore(lockFile, database, shardCount, options.Compaction, logger);
        }
        catch
        {
            database?.Dispose();
            lockFile.Dispose();
            throw;
        }
    }

    private static SqliteLockFile Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new SqliteLockFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(
                $"SQLite database '{path}' is unavailable: its folder cannot be written. Check the path and the rights of the folder.", e);
        }
    }

    private static void Check(SqliteOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            faults.Add("Path is empty; name a file, such as data/journal.db.");
        }
        else if (Directory.Exists(options.Path))
        {
            faults.Add($"Path '{options.Path}' is a folder; name a file in it, such as journal.db.");
        }

        if (options.ReadersMax is < 1 or > 64)
        {
            faults.Add($"ReadersMax is {options.ReadersMax}; use 1 to 64.");
        }

        faults.AddRange(options.Compaction.Faults());
        if (faults.Count > 0)
        {
            throw new ArgumentException($"The SQLite options are wrong. {string.Join(' ', faults)}", nameof(options));
        }
    }
}
