using System.Globalization;
using Actors.Journal;
using Actors.Membership;
using Actors.Persistence.Sql.Postgres;
using Actors.TestKit.Postgres;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>A bank on several nodes and a PostgreSQL server of its own.</summary>
internal sealed class BankCluster : IAsyncDisposable
{
    /// <summary>Far more than a busy machine needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromMilliseconds(200);
    private readonly string _database;

    private BankCluster(PostgresServer server, string database)
    {
        Server = server;
        _database = database;
    }

    /// <summary>The database server.</summary>
    public PostgresServer Server { get; }

    /// <summary>The nodes, running or not.</summary>
    public List<BankNode> Nodes { get; } = [];

    /// <summary>Those that listen.</summary>
    public IReadOnlyList<BankNode> Listening => [.. Nodes.Where(n => n.Address is not null)];

    /// <summary>Starts a server, and so many nodes on an empty database.</summary>
    public static async Task<BankCluster> Start(int nodes)
    {
        var server = await PostgresServer.Start(new PostgresServerOptions { Durable = true }, CancellationToken.None); // Drills kill it.
        var cluster = new BankCluster(server, await CreateDatabase(server));
        try
        {
            for (var i = 0; i < nodes; i++)
            {
                await cluster.Add().Start();
            }

            await cluster.IsBalanced();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a node, which is not started.</summary>
    public BankNode Add()
    {
        var node = new BankNode(
            string.Create(CultureInfo.InvariantCulture, $"node-{(char)('a' + Nodes.Count)}"), Server.ConnectionString(_database));
        Nodes.Add(node);
        return node;
    }

    /// <summary>Opens the store beside the nodes.</summary>
    public async Task<IJournalStore> OpenStore() => await PostgresStore.Open(
        new PostgresOptions { ConnectionString = Server.ConnectionString(_database) }, NullLogger.Instance, default);

    /// <summary>Who owns each shard: the names of nodes, <see langword="null"/> where nobody does.</summary>
    public static async Task<IReadOnlyList<string?>> Owners(IJournal journal) =>
        [.. (await journal.Heads([.. journal.ShardCount.All], default)).Select(h => NodeId.TryParse(h.Owner, out var node) ? node.Name : null)];

    /// <summary>Waits until the listening nodes own all shards in equal parts.</summary>
    public async Task IsBalanced()
    {
        await using var store = await OpenStore();
        IReadOnlyList<string?> owners = [];
        var changed = Task.CompletedTask;
        await Eventually.Holds(
            async () =>
            {
                // Looking all the time would take a good part of a small machine away from what is measured.
                await changed.WaitAsync(LookAtLeastEvery, TimeProvider.System, default).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                changed = changed.IsCompleted ? store.Membership.WaitForChange(default) : changed;
                owners = await Owners(store.Journal);
                var names = Listening.Select(n => n.Name).ToList();
                var counts = names.Select(name => owners.Count(o => o == name)).ToList();
                return counts.Sum() == owners.Count && counts.Max() - counts.Min() <= 1;
            },
            () => string.Join(", ", owners.GroupBy(o => o).Select(g => $"{g.Key ?? "nobody"}: {g.Count()}")) + "\n" + Logs(),
            Patience);
    }

    /// <summary>What all nodes have logged.</summary>
    public string Logs() => string.Join("\n\n", Nodes.Select(n => $"--- {n.Name}\n{n.Log}"));

    /// <summary>Ends everything.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    private static async Task<string> CreateDatabase(PostgresServer server)
    {
        const string Name = "bank";
        await using var source = NpgsqlDataSource.Create(server.ConnectionString() + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE DATABASE {Name} STRATEGY file_copy");
        await command.ExecuteNonQueryAsync();
        return Name;
    }
}
