using Actors.Membership;
using Actors.Sharding;

namespace Actors.Runtime.Cluster;

/// <summary>
/// Tells the node what a view says: the router where the shards live, the tail how far they go, the link whom to call, reads how
/// long they may trust, and operators what is wrong. A shard that moves is no fault; one that nobody owns for long is.
/// </summary>
internal sealed class ViewReport(ClusterServices services)
{
    private const string Part = "cluster";
    private const string UnownedPart = "cluster shards";
    private static readonly TimeSpan UnownedMax = TimeSpan.FromSeconds(5);
    private readonly Dictionary<ShardId, long> _unownedSince = [];
    private volatile ClusterState _state = ClusterState.Unknown;

    /// <summary>What the newest view says.</summary>
    public ClusterState State => _state with { HasLease = services.Node.Lease.IsValid };

    /// <summary>Takes a view in.</summary>
    /// <param name="self">The life of this node that read it.</param>
    /// <param name="view">The view.</param>
    /// <param name="leaseUntil">The timestamp until which the lease holds.</param>
    public void Show(NodeId self, ClusterView view, long leaseUntil)
    {
        services.Node.Lease.Extend(leaseUntil);
        _state = new ClusterState(self, false, view.Members, view.Shards);
        services.Link?.Follow(self, view.Members);
        var live = view.Members.Where(m => m.Status < MemberStatus.Down).ToDictionary(m => m.Id.ToString(), StringComparer.Ordinal);
        foreach (var row in view.Shards)
        {
            var owner = row.Owner is { } name ? live.GetValueOrDefault(name) : null;
            services.Homes.Learn(row, owner?.Id == self ? null : owner);
            Watch(row.Shard, isOwned: owner is not null);
        }

        services.Node.Tail.Learn(view.Shards);
        ShowHealth();
    }

    /// <summary>The lease has run out.</summary>
    public void LeaseLost() => services.Node.Health.Unhealthy(
        Part, "no lease: the store has not answered in time, so other nodes may take the shards; reads wait until it answers");

    /// <summary>The store could not be reached.</summary>
    public void StoreFailed(Exception exception)
    {
        if (!services.Node.Lease.IsValid)
        {
            services.Node.Health.Unhealthy(Part, $"no lease: {exception.Message}");
        }
    }

    /// <summary>This life is over, and another one begins.</summary>
    public void Removed()
    {
        services.Node.Lease.End();
        services.Node.Health.Unhealthy(Part, "the other nodes have declared this one down, because it was silent for longer than its lease; it joins again");
        if (_state.Self is { } self)
        {
            services.Node.Logger.NodeDeclaredDown(self);
        }
    }

    /// <summary>The node has left.</summary>
    public void Left()
    {
        services.Node.Lease.End();
        services.Node.Health.Remove(UnownedPart);
        services.Node.Health.Unhealthy(Part, "the node has left the cluster");
    }

    private void Watch(ShardId shard, bool isOwned)
    {
        if (isOwned)
        {
            _unownedSince.Remove(shard);
        }
        else
        {
            _unownedSince.TryAdd(shard, services.Node.Time.GetTimestamp());
        }
    }

    private void ShowHealth()
    {
        if (services.Node.Lease.IsValid)
        {
            services.Node.Health.Healthy(Part);
        }

        ShardId[] unowned = [.. _unownedSince.Where(s => services.Node.Time.GetElapsedTime(s.Value) > UnownedMax).Select(s => s.Key)];
        if (unowned.Length > 0)
        {
            services.Node.Health.Unhealthy(
                UnownedPart, $"{unowned.Length} shards, such as {unowned[0]}, have no owner for more than {UnownedMax.TotalSeconds} s; is there a node that may own shards?");
        }
        else
        {
            services.Node.Health.Healthy(UnownedPart);
        }
    }
}
