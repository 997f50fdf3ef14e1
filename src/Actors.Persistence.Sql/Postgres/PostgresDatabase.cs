using Actors.Persistence.Sql.Scripting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>
/// The pool of connections. Every use of the database goes through <see cref="Run{T}"/>, which repeats what the database has rolled
/// back, and turns the errors that time may heal into one exception.
/// </summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const int AttemptsMax = 5;
    private const int AliveAskedEverySeconds = 5;

    private static readonly string RelaxDurability = EmbeddedSql.Script("Postgres", "relax_durability");

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _alone;
    private readonly ILogger _logger;

    public PostgresDatabase(NpgsqlConnectionStringBuilder settings, ILogger logger)
    {
        Name = PostgresConnectionSettings.Describe(settings);
        _logger = logger;
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        _alone = new NpgsqlDataSourceBuilder(Alone(settings).ConnectionString).Build();
    }

    /// <summary>How the database is called in messages.</summary>
    public string Name { get; }

    /// <summary>A parameter that is bound by its place.</summary>
    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Runs work on one connection; work that was rolled back is run again.</summary>
    /// <exception cref="Actors.Journal.JournalUnavailableException">The database cannot be reached or has no room.</exception>
    public async Task<T> Run<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    var gaveUp = false;
                    connection.Notice += (_, heard) => gaveUp |= PostgresFaults.GivesUpOnStandby(heard.Notice);
                    var result = await work(connection, cancellationToken).ConfigureAwait(false);
                    return gaveUp ? throw new NpgsqlException(PostgresFaults.StandbyIsAway) : result;
                }
            }
            catch (PostgresException e) when (PostgresFaults.IsRolledBack(e) && attempt < AttemptsMax)
            {
                _logger.Repeated(Name, e.SqlState, attempt);
            }
            catch (Exception e) when (PostgresFaults.IsUnavailable(e))
            {
                // The other idle connections are probably broken as well: without them the next attempt connects anew.
                _source.Clear();
                _logger.Unavailable(Name, PostgresFaults.Reason(e));
                throw PostgresFaults.Unavailable(Name, e);
            }
        }
    }

    /// <summary>
    /// Opens a connection beside the pool, for one that waits on it; whoever waits for longer than some seconds asks the server
    /// whether it is still there.
    /// </summary>
    public async Task<NpgsqlConnection> OpenAlone(CancellationToken cancellationToken) =>
        await _alone.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Runs one statement and gives each row to a reader function.</summary>
    public Task<List<T>> Query<T>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        Run(
            async (connection, token) =>
            {
                using var command = new NpgsqlCommand(sql, connection);
                command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
                var rows = new List<T>();
                var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(token).ConfigureAwait(false))
                    {
                        rows.Add(read(reader));
                    }
                }

                return rows;
            },
            cancellationToken);

    /// <summary>Runs statements in one transaction and one round trip.</summary>
    public Task<int> Execute(IReadOnlyList<(string Sql, NpgsqlParameter[] Parameters)> statements, CancellationToken cancellationToken) =>
        Run(
            async (connection, token) =>
            {
                using var batch = new NpgsqlBatch(connection);
                Add(batch, statements);
                return await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Runs statements in one transaction and one round trip, without waiting for the disk.</summary>
    /// <returns>Whether the first of them gives a row.</returns>
    public Task<bool> ExecuteRelaxed(IReadOnlyList<(string Sql, NpgsqlParameter[] Parameters)> statements, CancellationToken cancellationToken) =>
        Run(
            async (connection, token) =>
            {
                using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(RelaxDurability) } };
                Add(batch, statements);
                return await SecondGivesRow(batch, token).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Whether the second statement of a batch, which follows <see cref="RelaxDurability"/>, gives a row.</summary>
    public static async Task<bool> SecondGivesRow(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            var found = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);

            // The transaction has ended only when the end of the batch has arrived.
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            return found;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _alone.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private static void Add(NpgsqlBatch batch, IReadOnlyList<(string Sql, NpgsqlParameter[] Parameters)> statements)
    {
        foreach (var (sql, parameters) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
            batch.BatchCommands.Add(command);
        }
    }

    private static NpgsqlConnectionStringBuilder Alone(NpgsqlConnectionStringBuilder settings) =>
        new(settings.ConnectionString) { Pooling = false, KeepAlive = AliveAskedEverySeconds };
}
