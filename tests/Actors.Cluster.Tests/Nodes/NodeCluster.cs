using System.Globalization;
using Actors.Cluster.Tests.Databases;
using Actors.Cluster.Tests.Network;
using Actors.Cluster.Tests.Programs;
using Actors.Journal;
using Actors.Membership;
using Actors.Persistence.Sql.Postgres;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>Several nodes of an application and a PostgreSQL server of their own, perhaps with a standby, perhaps in a network of their own.</summary>
internal sealed class NodeCluster : IAsyncDisposable
{
    /// <summary>Far more than a busy machine needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromMilliseconds(200);
    private readonly ClusterPlan _plan;

    private NodeCluster(ClusterPlan plan, ClusterDatabase database)
    {
        _plan = plan;
        Database = database;
    }

    /// <summary>The database.</summary>
    public ClusterDatabase Database { get; }

    /// <summary>The nodes, running or not.</summary>
    public List<ClusterNode> Nodes { get; } = [];

    /// <summary>Those that listen.</summary>
    public IReadOnlyList<ClusterNode> Listening => [.. Nodes.Where(n => n.Address is not null)];

    /// <summary>What the nodes run.</summary>
    public IClusterProgram Program => _plan.Program;

    /// <summary>Whether links can be cut.</summary>
    public bool IsInNetwork => _plan.Network is not null;

    /// <summary>The network that the nodes are in.</summary>
    public VirtualNetwork Network => _plan.Network ?? throw new InvalidOperationException("The cluster is in no network.");

    /// <summary>Starts a database server, and the nodes on an empty database.</summary>
    public static async Task<NodeCluster> Start(ClusterPlan plan)
    {
        var cluster = new NodeCluster(plan, await ClusterDatabase.Start(plan));
        try
        {
            for (var i = 0; i < plan.Nodes; i++)
            {
                await (await cluster.Add()).Start();
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
    public async Task<ClusterNode> Add()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"node-{(char)('a' + Nodes.Count)}");
        var place = _plan.Network is { } network ? await network.Add() : null;
        var node = new ClusterNode(name, Program, Database.ConnectionString, place);
        Nodes.Add(node);
        return node;
    }

    /// <summary>The way to the nodes' database.</summary>
    public string ConnectionString => Database.ConnectionString;

    /// <summary>Opens the store beside the nodes.</summary>
    public async Task<IJournalStore> OpenStore() => await PostgresStore.Open(
        new PostgresOptions { ConnectionString = Database.ConnectionString }, NullLogger.Instance, default);

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

    /// <summary>Waits until a node owns nothing.</summary>
    public async Task OwnsNothing(ClusterNode node)
    {
        await using var store = await OpenStore();
        await Eventually.Holds(async () => !(await Owners(store.Journal)).Contains(node.Name), Logs, Patience);
    }

    /// <summary>What all nodes have logged.</summary>
    public string Logs() => string.Join("\n\n", Nodes.Select(n => $"--- {n.Name}\n{n.Log}"));

    /// <summary>Ends everything but the network.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
