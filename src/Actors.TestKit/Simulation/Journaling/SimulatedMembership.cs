using Actors.Membership;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Journaling;

/// <summary>
/// Keeps what the membership stores promise and nothing more: heartbeats stamped by the store's own clock, which may jump; a status that
/// only moves forward; views of one moment. Every call is one transaction.
/// </summary>
internal sealed class SimulatedMembership(SimulatedWorld world)
{
    private readonly List<Member> _members = [];
    private readonly Dictionary<NodeId, TimeSpan> _beats = [];
    private long _incarnations;

    /// <summary>How far the store's clock is off.</summary>
    public TimeSpan ClockError { get; set; }

    private TimeSpan Clock => world.Elapsed + ClockError;

    public NodeId Join(string name)
    {
        foreach (var earlier in _members.Where(member => member.Id.Name == name && member.Status < MemberStatus.Down).ToList())
        {
            Set(earlier with { Status = MemberStatus.Down });
        }

        var id = new NodeId(name, ++_incarnations);
        _members.Add(new Member { Id = id, Address = null, Roles = MemberRoles.Shards, Status = MemberStatus.Joining, Silence = TimeSpan.Zero, Beat = 0 });
        _beats[id] = Clock;
        return id;
    }

    public ClusterView Beat(Heartbeat heartbeat)
    {
        if (Find(heartbeat.Node) is { Status: < MemberStatus.Down } member)
        {
            var status = heartbeat.Status > member.Status ? heartbeat.Status : member.Status;
            Set(member with { Status = status, Unreachable = heartbeat.Unreachable, Refused = heartbeat.Refused });
            _beats[member.Id] = Clock;
        }

        return Read();
    }

    public bool Move(NodeId node, MemberStatus to)
    {
        if (Find(node) is not { } member || member.Status >= to)
        {
            return false;
        }

        Set(member with { Status = to });
        if (to == MemberStatus.Removed)
        {
            _members.RemoveAll(one => one.Id == node);
        }

        world.Trace.Tell($"{node} is {to}");
        return true;
    }

    public ClusterView Read() => new(
        [.. _members.Select(member => member with { Silence = Clock - _beats[member.Id], Beat = _beats[member.Id].Ticks })],
        [.. world.Journal.ShardCount.All.Select(world.Journal.Head)]);

    private Member? Find(NodeId node) => _members.Find(member => member.Id == node);

    private void Set(Member member) => _members[_members.FindIndex(one => one.Id == member.Id)] = member;
}
