using Actors.Membership;
using Actors.Runtime;
using Actors.Schema;
using Actors.TestKit.InMemory;

namespace Actors.TestKit.Clusters;

/// <summary>One node of an <see cref="InMemoryCluster"/>, and what may happen to it.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private readonly InMemoryLink _link;
    private int _isEnded;

    private ClusterNode(string name, MemberRoles roles, ActorSystem system, InMemoryStore store, InMemoryLink link)
    {
        Name = name;
        Roles = roles;
        System = system;
        Store = store;
        _link = link;
    }

    /// <summary>Its name, the same over all its lives.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public MemberRoles Roles { get; }

    /// <summary>The node itself.</summary>
    public ActorSystem System { get; }

    /// <summary>Its way to the store, with switches that make it fail for this node alone.</summary>
    public InMemoryStore Store { get; }

    /// <summary>Whether it has neither crashed nor left.</summary>
    public bool IsRunning => Volatile.Read(ref _isEnded) == 0;

    /// <summary>
    /// Kills it: nothing that it does from now on reaches the store or another node, and whoever waits for its answer learns that the
    /// connection broke.
    /// </summary>
    public void Crash()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            Store.Faults.Unavailable = true;
            Store.Faults.Resume();
            _link.Thaw();
            _ = _link.DisposeAsync().AsTask();
        }
    }

    /// <summary>Freezes it, as SIGSTOP would: its calls to the store and its messages stand still until <see cref="Thaw"/>.</summary>
    public void Freeze()
    {
        _link.Freeze();
        Store.Faults.Pause();
    }

    /// <summary>Lets it go on where it stood.</summary>
    public void Thaw()
    {
        Store.Faults.Resume();
        _link.Thaw();
    }

    /// <summary>Lets it leave in order: it hands every shard off and stops.</summary>
    public async Task Leave()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            await System.DisposeAsync().ConfigureAwait(false);
            await _link.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Kills it if it runs, and ends what is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        Crash();
        await System.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task<ClusterNode> Start(
        string name,
        MemberRoles roles,
        ActorModel model,
        InMemoryStore store,
        InMemoryNetwork network,
        InMemoryClusterOptions options,
        TimeProvider time)
    {
        var link = new InMemoryLink(network, name);
        network.Connect(link);
        var system = await ActorSystem.Start(
            model,
            store,
            options.System with
            {
                NodeName = name,
                Cluster = new ClusterOptions { Times = options.Times, Roles = roles, Address = new Uri($"memory://{name}") },
            },
            options.Projections(store),
            time: time,
            loggers: options.Loggers?.Invoke(name),
            link: link).ConfigureAwait(false);
        return new ClusterNode(name, roles, system, store, link);
    }
}
