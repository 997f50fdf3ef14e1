using System.Globalization;
using Actors.TestKit.Postgres;
using Npgsql;

namespace Shop.Node.Tests.Processes;

/// <summary>One server for the whole test run, started by the first test that needs it; it ends with the process.</summary>
internal static class SharedPostgres
{
    private static readonly Lazy<Task<PostgresServer>> Server =
        new(() => PostgresServer.Start(new PostgresServerOptions(), CancellationToken.None));

    private static int _databases;

    /// <summary>Creates an empty database and gives its connection string.</summary>
    public static async Task<string> CreateDatabase()
    {
        var server = await Server.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"shop_{Interlocked.Increment(ref _databases)}");
        await using var source = NpgsqlDataSource.Create(server.ConnectionString() + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE DATABASE {name} STRATEGY file_copy");
        await command.ExecuteNonQueryAsync();
        return server.ConnectionString(name);
    }
}
