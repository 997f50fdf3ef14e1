using Actors.DeadLettering;
using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Membership;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections.Audits;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>
/// A journal in PostgreSQL 13 or later, for one node or a cluster. Durable as the server is: with <c>fsync</c> and
/// <c>synchronous_commit</c> on, what was committed survives a crash. Thread-safe.
/// </summary>
public sealed class PostgresStore : IJournalStore
{
    private readonly PostgresDatabase _database;

    private readonly Compactor _compactor;

    private readonly PostgresMembershipStore _membership;

    private PostgresStore(PostgresDatabase database, Sharding.ShardCount shardCount, CompactionOptions compaction, ILogger logger)
    {
        _database = database;
        var (tails, names) = (new TailCache(shardCount), new WireNames());
        Tables = new PostgresBlockTables(database);
        _compactor = new Compactor(Tables, tails, compaction, TimeProvider.System, logger);
        var removal = new PostgresRetentionTables(database);
        Upkeep = new BlockUpkeep(_compactor, new Remover(removal, names, logger));
        Journal = new PostgresJournal(
            database, tails, _compactor, new EntityReader(Tables, tails, _compactor, compaction, names), removal, names, logger);
        Snapshots = new PostgresSnapshotStore(database);
        Offsets = new PostgresOffsetStore(database);
        Records = new PostgresRecordDirectory(database, removal);
        DeadLetters = new PostgresDeadLetterStore(database);
        _membership = new PostgresMembershipStore(database, shardCount);
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
    public IMembershipStore Membership => _membership;

    /// <inheritdoc/>
    public IJournalUpkeep Upkeep { get; }

    /// <inheritdoc/>
    public IRecordDirectory Records { get; }

    /// <summary>The statements underneath, for tests that interrupt them.</summary>
    internal IBlockTables Tables { get; }

    /// <summary>Opens the database and brings its schema to the newest version; nodes that start together do so one after the other.</summary>
    /// <param name="options">Where the database is.</param>
    /// <param name="logger">Hears of migrations and outages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message names each fault.</exception>
    /// <exception cref="JournalUnavailableException">The database cannot be reached, or refuses the log-in.</exception>
    /// <exception cref="IncompatibleDatabaseException">The database was written by a newer version.</exception>
    /// <exception cref="ShardCountMismatchException">Another number of shards is recorded in it.</exception>
    public static async Task<PostgresStore> Open(PostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(PostgresConnectionSettings.Parse(options), logger);
        try
        {
            var migrations = EmbeddedSql.Migrations("Postgres");
            var migrator = new PostgresMigrator(database, migrations, logger);
            var shardCount = await migrator.Run(options.ShardCount, cancellationToken).ConfigureAwait(false);
            logger.Opened(database.Name, shardCount.Value, migrations[^1].Version);
            return new PostgresStore(database, shardCount, options.Compaction, logger);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Throws away all chunks, so that compaction files every record anew, but for those of which retention has removed the log. For
    /// repairs: what is read stays the same, but is slow until that is done.
    /// </summary>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public Task RebuildChunks(CancellationToken cancellationToken) => Tables.DropChunks(cancellationToken);

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _compactor.Dispose();
        await _membership.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}
