using System.Globalization;
using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Shop.Node.Tests.Journals;

/// <summary>The database of a run, seen from outside: embedded in a folder, or on a server.</summary>
/// <param name="Folder">The folder of the embedded databases.</param>
/// <param name="Postgres">The connection string, where it is on a server.</param>
internal sealed record Database(string Folder, string? Postgres = null)
{
    /// <summary>The options that make a node use it.</summary>
    public string[] Arguments => Postgres is { } connection ? ["--postgres", connection] : ["--data", Folder];

    private string File => Path.Combine(Folder, "journal.db");

    /// <summary>How many records are committed, while a node may be writing.</summary>
    public async Task<long> Records()
    {
        try
        {
            return Convert.ToInt64(await Scalar("SELECT COALESCE(SUM(head), 0) FROM shards"), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is SqliteException or NpgsqlException)
        {
            return 0; // Not created yet.
        }
    }

    /// <summary>Runs a statement on the embedded journal.</summary>
    public async Task Change(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Opens the journal; no node may use it.</summary>
    public async Task<IJournalStore> Open() => Postgres is { } connection
        ? await PostgresStore.Open(new PostgresOptions { ConnectionString = connection }, NullLogger.Instance, default)
        : await SqliteStore.Open(new SqliteOptions { Path = File }, NullLogger.Instance, default);

    private async Task<object?> Scalar(string sql)
    {
        await using System.Data.Common.DbConnection connection = Postgres is { } server
            ? new NpgsqlConnection(server)
            : new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
