using Actors.Benchmarks.Databases;
using Actors.Cluster;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections;
using Actors.Runtime;
using Actors.Schema;

namespace Actors.Benchmarks.Scenarios;

/// <summary>One node over a store of its own.</summary>
internal sealed class Node : IAsyncDisposable
{
    /// <summary>More than any scenario has: leaving memory and coming back is the recovery's figure, no other's.</summary>
    private const int EntityCountMax = 500_000;

    private readonly ActorSystem _system;
    private NodeLink? _link;

    private Node(IJournalStore store, ActorSystem system)
    {
        Store = store;
        _system = system;
    }

    public IJournalStore Store { get; }

    public IShardRegion Region => _system.Region;

    public ActorSystem System => _system;

    /// <summary>Starts a node on a store, which becomes its own.</summary>
    public static async Task<Node> Start(IJournalStore store, IDatabase database, ActorModel model, CancellationToken cancellationToken)
    {
        var options = new ActorSystemOptions { ShardHosts = database.ShardHosts, EntityCountMax = EntityCountMax };
        return new Node(store, await ActorSystem.Start(model, store, options, cancellationToken: cancellationToken));
    }

    /// <summary>Starts a node that keeps a read model and rebuilds it as fast as it can.</summary>
    public static async Task<Node> Start(
        IJournalStore store, IDatabase database, ActorModel model, IProjection projection, int rebuildRecordsPerSecond, CancellationToken cancellationToken)
    {
        var options = new ActorSystemOptions
        {
            ShardHosts = database.ShardHosts,
            EntityCountMax = EntityCountMax,
            Projections = new ProjectionOptions { RebuildRecordsPerSecond = rebuildRecordsPerSecond, LookEvery = TimeSpan.FromMilliseconds(50) },
        };
        return new Node(store, await ActorSystem.Start(model, store, options, [projection], cancellationToken: cancellationToken));
    }

    /// <summary>Starts a node that keeps a read model and audits it only when it is told to.</summary>
    public static async Task<Node> StartWithoutAudits(
        IJournalStore store, IDatabase database, ActorModel model, IProjection projection, CancellationToken cancellationToken)
    {
        var options = new ActorSystemOptions { ShardHosts = database.ShardHosts, EntityCountMax = EntityCountMax, AuditEvery = TimeSpan.Zero };
        return new Node(store, await ActorSystem.Start(model, store, options, [projection], cancellationToken: cancellationToken));
    }

    /// <summary>How many shards it owns.</summary>
    public int Shards => _system.Cluster.Self is { } self ? _system.Cluster.Shards.Count(s => s.Owner == self.ToString()) : _system.Cluster.Shards.Count;

    /// <summary>How many nodes of the cluster own shards, and whether those own all of them in equal parts.</summary>
    public (int Count, bool IsBalanced) Owners
    {
        get
        {
            var parts = _system.Cluster.Shards.GroupBy(s => s.Owner).Select(g => (g.Key, Count: g.Count())).ToList();
            return (parts.Count, !parts.Exists(p => p.Key is null) && parts.Max(p => p.Count) - parts.Min(p => p.Count) <= 1);
        }
    }

    /// <summary>Starts a node of a cluster on a store, which becomes its own.</summary>
    public static async Task<Node> Join(
        string name, IJournalStore store, int shardHosts, ActorModel model, CancellationToken cancellationToken, MemberRoles roles = MemberRoles.Shards)
    {
        var link = await NodeLink.Start(model, new LinkOptions(), cancellationToken: cancellationToken);
        var options = new ActorSystemOptions
        {
            NodeName = name,
            ShardHosts = shardHosts,
            EntityCountMax = EntityCountMax,
            Cluster = new ClusterOptions { Address = link.Address, Roles = roles },
        };
        return new Node(store, await ActorSystem.Start(model, store, options, link: link, cancellationToken: cancellationToken)) { _link = link };
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        if (_link is not null)
        {
            await _link.DisposeAsync();
        }

        await Store.DisposeAsync();
    }
}
