using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Tests.Membership;

/// <summary>Some machines over one store, whose calls take no time: what happens follows from the machines and the clock alone.</summary>
internal sealed class ClusterWorld
{
    private readonly Dictionary<NodeId, Member> _members = [];
    private readonly Dictionary<NodeId, TimeSpan> _beats = [];
    private readonly ShardHead[] _shards;
    private long _incarnations;

    public ClusterWorld(int nodes, int shards = 12)
    {
        _shards = [.. Enumerable.Range(0, shards).Select(shard => new ShardHead(new ShardId(shard), null, Epoch.None, SequenceNumber.None))];
        Nodes = [.. Enumerable.Range(0, nodes).Select(i => new ClusterNode(this, $"node-{(char)('a' + i)}"))];
    }

    public List<ClusterNode> Nodes { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>How far the store's clock is off.</summary>
    public TimeSpan ClockError { get; set; }

    public bool IsStoreAway { get; set; }

    public IReadOnlyList<ShardHead> Shards => _shards;

    /// <summary>A cluster that has come to rest.</summary>
    public static ClusterWorld Settled(int nodes, int shards = 12)
    {
        var world = new ClusterWorld(nodes, shards);
        world.Run(TimeSpan.FromSeconds(3));
        return world;
    }

    public ClusterNode Add(string name, MembershipOptions? times = null)
    {
        Nodes.Add(new ClusterNode(this, name, times));
        return Nodes[^1];
    }

    /// <summary>Lets time pass, in steps of 10 ms.</summary>
    public void Run(TimeSpan time)
    {
        for (var end = Now + time; Now < end; Now += TimeSpan.FromMilliseconds(10))
        {
            Nodes.ForEach(node => node.Step());
        }
    }

    /// <summary>Lets time pass until something holds.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan RunUntil(Func<bool> condition)
    {
        var start = Now;
        while (!condition())
        {
            Run(TimeSpan.FromMilliseconds(10));
            if (Now - start > TimeSpan.FromMinutes(2))
            {
                throw new TimeoutException($"It never holds. Owners: {string.Join(", ", _shards.Select(row => row.Owner ?? "nobody"))}");
            }
        }

        return Now - start;
    }

    public MemberStatus? StatusOf(NodeId node) => _members.TryGetValue(node, out var member) ? member.Status : null;

    public ShardId[] OwnedBy(ClusterNode node) => OwnedBy(node.Machine.Self);

    public ShardId[] OwnedBy(NodeId? node) => [.. _shards.Where(row => row.Owner == node?.ToString()).Select(row => row.Shard)];

    public ClusterView View() => new(
        [.. _members.Values.OrderBy(member => member.Id.Incarnation).Select(member => member with { Silence = Now + ClockError - _beats[member.Id], Beat = _beats[member.Id].Ticks })],
        [.. _shards]);

    /// <summary>A view with one member more, which has just beaten.</summary>
    public ClusterView WithMember(NodeId node)
    {
        _members[node] = new Member { Id = node, Address = null, Roles = MemberRoles.Shards, Status = MemberStatus.Up, Silence = TimeSpan.Zero, Beat = 0 };
        _beats[node] = Now + ClockError;
        return View();
    }

    public NodeId Join(string name, MemberRoles roles, TimeSpan? lease)
    {
        foreach (var earlier in _members.Values.Where(member => member.Id.Name == name && member.Status < MemberStatus.Down).ToList())
        {
            _members[earlier.Id] = earlier with { Status = MemberStatus.Down };
        }

        var id = new NodeId(name, ++_incarnations);
        _members.Add(id, new Member { Id = id, Address = null, Roles = roles, Lease = lease, Status = MemberStatus.Joining, Silence = TimeSpan.Zero, Beat = 0 });
        _beats[id] = Now + ClockError;
        return id;
    }

    public ClusterView Beat(Heartbeat heartbeat)
    {
        if (_members.TryGetValue(heartbeat.Node, out var member) && member.Status < MemberStatus.Down)
        {
            _members[member.Id] = member with { Status = Later(member.Status, heartbeat.Status), Unreachable = heartbeat.Unreachable, Refused = heartbeat.Refused };
            _beats[member.Id] = Now + ClockError;
        }

        return View();
    }

    public void Move(NodeId node, MemberStatus to)
    {
        if (to == MemberStatus.Removed)
        {
            _members.Remove(node);
        }
        else if (_members.TryGetValue(node, out var member))
        {
            _members[node] = member with { Status = Later(member.Status, to) };
        }
    }

    public ShardClaim? TryClaim(ShardHead expected, NodeId owner)
    {
        var row = _shards[expected.Shard.Value];
        if (row.Epoch != expected.Epoch)
        {
            return null;
        }

        _shards[expected.Shard.Value] = row with { Owner = owner.ToString(), Epoch = row.Epoch.Next };
        return new ShardClaim(_shards[expected.Shard.Value], null);
    }

    public void Release(ShardId shard, Epoch epoch)
    {
        if (_shards[shard.Value].Epoch == epoch)
        {
            _shards[shard.Value] = _shards[shard.Value] with { Owner = null };
        }
    }

    private static MemberStatus Later(MemberStatus one, MemberStatus other) => one > other ? one : other;
}
