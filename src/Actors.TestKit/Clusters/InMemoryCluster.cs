using Actors.Journal;
using Actors.Membership;
using Actors.Schema;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.TestKit.Clusters;

/// <summary>
/// A cluster of real nodes in one process, over a store and links in memory, with switches to kill, freeze and cut off its nodes:
/// <code>
/// await using var cluster = await InMemoryCluster.Start(model, nodes: 3);
/// await cluster.Nodes[0].System.Region.Ask(...);   // any node answers for any entity
/// cluster.OwnerOf(entity).Crash();                 // the others take its shards over after the lease
/// await cluster.Join();                            // a further node takes its part of the shards
/// </code>
/// Leases and waits take their real time; the date is the test's to set: <see cref="Pass"/> lets a year pass at once. The store forgets
/// when the process ends. Thread-safe, except that nodes join one after the other.
/// </summary>
public sealed class InMemoryCluster : IAsyncDisposable
{
    private readonly ActorModel _model;
    private readonly InMemoryClusterOptions _options;
    private readonly InMemoryNetwork _network = new();
    private readonly List<ClusterNode> _all = [];
    private int _joined;

    private InMemoryCluster(ActorModel model, InMemoryClusterOptions options)
    {
        _model = model;
        _options = options;
        Store = new InMemoryStore(options.ShardCount);
    }

    /// <summary>The store as somebody sees it whom no fault of a node touches.</summary>
    public InMemoryStore Store { get; }

    /// <summary>The date and time that all nodes see.</summary>
    public LeapingTimeProvider Time { get; } = new();

    /// <summary>
    /// Whether every message between nodes that its sender may send again is delivered twice: commands with an id, and those on lanes.
    /// Nothing may come of the second one.
    /// </summary>
    public bool DuplicatesMessages
    {
        get => _network.Duplicates;
        set => _network.Duplicates = value;
    }

    /// <summary>How many messages were delivered twice.</summary>
    public long DuplicatedMessages => _network.Duplicated;

    /// <summary>The nodes that run, in the order in which they have joined.</summary>
    public IReadOnlyList<ClusterNode> Nodes
    {
        get
        {
            lock (_all)
            {
                return [.. _all.Where(n => n.IsRunning)];
            }
        }
    }

    /// <summary>Starts a cluster and waits until its shards are spread.</summary>
    /// <param name="model">The application.</param>
    /// <param name="nodes">How many nodes; they are called node-1, node-2, ...</param>
    /// <param name="options">How it is made; <see langword="null"/> takes the defaults.</param>
    public static async Task<InMemoryCluster> Start(ActorModel model, int nodes = 3, InMemoryClusterOptions? options = null)
    {
        var cluster = new InMemoryCluster(model, options ?? new InMemoryClusterOptions());
        for (var i = 0; i < nodes; i++)
        {
            await cluster.Join().ConfigureAwait(false);
        }

        await cluster.Settle().ConfigureAwait(false);
        return cluster;
    }

    /// <summary>Adds a node; its part of the shards moves to it while others go on working.</summary>
    /// <param name="name">Its name; the next number by default. The name of a node that is gone starts that node again.</param>
    /// <param name="roles">What it does.</param>
    /// <param name="model">Its version of the application; that of the cluster where left out.</param>
    public async Task<ClusterNode> Join(string? name = null, MemberRoles roles = MemberRoles.Shards, ActorModel? model = null)
    {
        name ??= $"node-{++_joined}";
        var node = await ClusterNode.Start(name, roles, model ?? _model, Store.OpenAnother(), _network, _options, Time).ConfigureAwait(false);
        lock (_all)
        {
            _all.Add(node);
        }

        return node;
    }

    /// <summary>Cuts the connection of two nodes; both still reach the store.</summary>
    public void Cut(ClusterNode one, ClusterNode other)
    {
        _network.Cut(one.Name, other.Name);
        _network.Cut(other.Name, one.Name);
    }

    /// <summary>Mends the connection of two nodes.</summary>
    public void Heal(ClusterNode one, ClusterNode other)
    {
        _network.Heal(one.Name, other.Name);
        _network.Heal(other.Name, one.Name);
    }

    /// <summary>The running node that owns an entity's shard, by the store's own row.</summary>
    /// <exception cref="InvalidOperationException">No running node owns it at present: wait with <see cref="Settle"/>.</exception>
    public ClusterNode OwnerOf(EntityKey entity) => OwnerOf(Rows([Store.Journal.ShardCount.ShardOf(entity)])[0])
        ?? throw new InvalidOperationException($"No running node owns the shard of {entity} at present; wait until the cluster has settled.");

    /// <summary>The rows of all shards.</summary>
    public IReadOnlyList<ShardHead> Shards => Rows([.. Store.Journal.ShardCount.All]);

    /// <summary>Waits until the running nodes own all shards, evenly, and each of them knows it.</summary>
    /// <exception cref="TimeoutException">It did not come to that within a minute.</exception>
    public Task Settle() => Eventually.Holds(
        IsSettled, () => string.Join(", ", Shards.GroupBy(s => s.Owner).Select(g => $"{g.Key ?? "nobody"}: {g.Count()}")), TimeSpan.FromMinutes(1));

    /// <summary>Lets time pass from one durable timer to the next: each fires, and its outcome is durable, before the date moves on.</summary>
    /// <param name="by">How much; not negative.</param>
    /// <exception cref="TimeoutException">A timer that is due was not fired within a minute.</exception>
    public async Task Pass(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = Time.GetUtcNow() + by;
        while (await NextTimer().ConfigureAwait(false) is { } next && next <= end)
        {
            LeapTo(next);
            await Eventually.Holds(
                async () => await NextTimer().ConfigureAwait(false) is not { } left || left > next,
                () => string.Join("; ", Nodes.SelectMany(n => n.System.Health.Parts)),
                TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        }

        LeapTo(end);
    }

    private void LeapTo(DateTimeOffset time)
    {
        Time.LeapTo(time);
        foreach (var node in Nodes)
        {
            node.System.LookForTimers();
        }
    }

    /// <summary>Stops all nodes at once; the content of the store is gone with the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        ClusterNode[] all;
        lock (_all)
        {
            all = [.. _all];
        }

        await Task.WhenAll(all.Select(n => n.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private Task<DateTimeOffset?> NextTimer() => Store.Journal.NextTimer([.. Store.Journal.ShardCount.All], CancellationToken.None);

    private bool IsSettled()
    {
        var owners = Nodes.Where(n => n.Roles.HasFlag(MemberRoles.Shards)).ToArray();
        var counts = owners.ToDictionary(n => n, _ => 0);
        foreach (var row in Shards)
        {
            if (OwnerOf(row) is not { } owner || !counts.TryGetValue(owner, out var count) || !Nodes.All(n => Knows(n, row)))
            {
                return false;
            }

            counts[owner] = count + 1;
        }

        return counts.Count > 0 && counts.Values.Max() - counts.Values.Min() <= 1;
    }

    private static bool Knows(ClusterNode node, ShardHead row) =>
        node.System.Cluster.Shards is { Count: > 0 } shards && shards[row.Shard.Value] is var known && known.Epoch == row.Epoch && known.Owner == row.Owner
        && node.System.Cluster.IsServed(row.Shard);

    private ClusterNode? OwnerOf(ShardHead row) => Nodes.FirstOrDefault(n => n.System.Cluster.Self?.ToString() == row.Owner);

    private IReadOnlyList<ShardHead> Rows(IReadOnlyList<Actors.Sharding.ShardId> shards) =>
        Store.Journal.Heads(shards, CancellationToken.None).GetAwaiter().GetResult(); // In memory: it answers at once.
}
