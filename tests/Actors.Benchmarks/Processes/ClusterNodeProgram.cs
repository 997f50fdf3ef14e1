using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Scenarios;
using Actors.Persistence.Sql.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Benchmarks.Processes;

/// <summary>The other processes of the scenario <c>nodes</c>: each a node that owns its part of the shards.</summary>
internal static class ClusterNodeProgram
{
    /// <summary>The argument that makes this program a node.</summary>
    public const string Argument = "cluster-node";

    /// <summary>Runs until standard input ends: until the process that started it is gone.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="postgres">Its journal.</param>
    public static async Task<int> Run(string name, string postgres)
    {
        var store = await PostgresStore.Open(new PostgresOptions { ConnectionString = postgres }, NullLogger.Instance, CancellationToken.None);
        await using var node = await Node.Join(name, store, shardHosts: 1, Account.Model, CancellationToken.None);
        Console.WriteLine(name);
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
