using System.Data.Common;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections.Builds;
using Actors.Projections;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Actors.Persistence.Sql.Projections;

/// <summary>Read models in PostgreSQL: in the journal's database, or in one of their own. Thread-safe.</summary>
public sealed class PostgresReadModels : ISqlReadModels
{
    private readonly PostgresDatabase _database;
    private readonly NpgsqlDataSource _readers;
    private readonly PostgresBuildDatabase _builds;

    /// <summary>Prepares the connections; none is opened yet. Of the options the number of shards is not used.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message names each fault.</exception>
    public PostgresReadModels(PostgresOptions options, ILogger logger)
    {
        var settings = PostgresConnectionSettings.Parse(options);
        _database = new PostgresDatabase(settings, logger);
        _builds = new PostgresBuildDatabase(_database);

        // A statement that the server has prepared would fail once a switch to another build has changed the types of its columns.
        settings.MaxAutoPrepare = 0;
        settings.Options = $"{settings.Options} -c default_transaction_read_only=on".TrimStart();
        _readers = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Postgres;

    /// <inheritdoc/>
    public IProjectionStore Store(ISqlProjection projection) => new PostgresProjectionStore(_database, projection);

    /// <inheritdoc/>
    public IVersionedProjection Projection(params IReadOnlyList<SqlProjection> versions) => new SqlVersionedProjection(_builds, versions, TimeProvider.System);

    /// <inheritdoc/>
    public async Task<DbConnection> OpenRead(CancellationToken cancellationToken)
    {
        try
        {
            return await _readers.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFaults.IsUnavailable(e))
        {
            throw PostgresFaults.Unavailable(_database.Name, e);
        }
    }

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
    }
}
