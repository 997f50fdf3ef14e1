using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>
/// Drives the real <see cref="ClusterMachine"/> of a node as the real driver does: each call of the store is on its way for a while,
/// is carried out or not, and is answered or not.
/// </summary>
internal sealed class SimulatedMember(SimulatedWorld world, SimulatedNode node)
{
    // In a thousand steps: a call of the store goes one step further.
    private const int Answer = 350;
    private const int SlowAnswer = 90;
    private static readonly MembershipOptions Options = new();

    private readonly ClusterActions _actions = new();
    private readonly List<StoreCall> _calls = [];
    private ClusterMachine _machine = NewMachine(world);

    /// <summary>The name under which it owns shards; that of its last life while it has none.</summary>
    public string Owner { get; private set; } = node.Name;

    public NodeId? Self => _machine.Self;

    /// <summary>Until which step its calls of the store fail.</summary>
    public int CutUntil { get; set; }

    /// <summary>Whether it is to leave, and gone as soon as it owns nothing.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Whether it takes itself for the owner of its shards: only then it serves views.</summary>
    public bool HasLease => _machine.HasLease(Monotonic);

    /// <summary>Its monotonic clock, which runs a little fast or slow.</summary>
    private TimeSpan Monotonic => world.Fault == PlantedFault.LeaseByWallClock ? node.Clock - DateTimeOffset.UnixEpoch : node.Monotonic;

    /// <summary>The process is gone, and with it all it knew.</summary>
    public void Crash()
    {
        _calls.Clear();
        (_machine, IsLeaving) = (NewMachine(world), false);
    }

    /// <summary>Hands its shards off, leaves, and starts anew.</summary>
    public void Leave()
    {
        IsLeaving = true;
        _machine.Leave();
    }

    /// <summary>A shard was taken by hand.</summary>
    public void Taken(ShardClaim claim) => _machine.Claimed(Self!.Value, [], [claim]);

    public void Fenced(ShardId shard, Epoch epoch) => _machine.Fenced(shard, epoch);

    /// <summary>A shard is drained: its row may be released.</summary>
    public void Release(ShardId shard, Epoch epoch) => Call(
        () => world.Journal.Release(shard, epoch),
        () => _machine.HandedOff(shard, epoch),
        () => Release(shard, epoch));

    /// <summary>Goes one step further.</summary>
    public void Advance()
    {
        _machine.Tick(Monotonic, world.Links.UnreachableFrom(node), _actions);
        CarryOut();
        foreach (var call in _calls.ToArray())
        {
            if (world.Random.Chance(world.SlowNode == node.Name ? SlowAnswer : Answer))
            {
                Advance(call);
                CarryOut();
            }
        }
    }

    private static ClusterMachine NewMachine(SimulatedWorld world)
    {
        var machine = new ClusterMachine(Options) { GivesGrace = world.Fault != PlantedFault.NoGrace };
        machine.Ready();
        return machine;
    }

    private void Advance(StoreCall call)
    {
        if (!_calls.Contains(call))
        {
            return; // Gone with the process that made it.
        }

        var isAway = world.Journal.IsAway || CutUntil > world.Trace.Step;
        if (call.IsCarried)
        {
            _calls.Remove(call);
            (isAway ? call.Failed : call.Answered)();
        }
        else if (isAway || world.Random.Chance(world.Conditions.LostAnswer / 4))
        {
            _calls.Remove(call);
            if (!isAway && world.Random.Chance(500))
            {
                call.Carry();
            }

            call.Failed();
        }
        else
        {
            call.Carry();
            call.IsCarried = true;
        }
    }

    private void CarryOut()
    {
        if (_actions.MustJoin)
        {
            Join();
        }

        if (_actions.Heartbeat is { } heartbeat)
        {
            Beat(heartbeat);
        }

        foreach (var move in _actions.Moves.ToArray())
        {
            Call(() => Move(move), () => { }, () => { });
        }

        foreach (var lost in _actions.Lost)
        {
            node.Lose(lost);
        }

        foreach (var row in _actions.HandOffs)
        {
            node.HandOff(row.Shard, row.Epoch);
        }

        foreach (var row in _actions.Releases.ToArray())
        {
            Call(() => world.Journal.Release(row.Shard, row.Epoch), () => { }, () => { });
        }

        if (_actions.Claims.Count > 0)
        {
            Claim([.. _actions.Claims]);
        }

        if (_actions.HasLeft)
        {
            world.Trace.Tell($"{node.Name} has left, and starts anew");
            _calls.Clear();
            (_machine, IsLeaving) = (NewMachine(world), false);
        }

        _actions.Clear();
    }

    private void Join()
    {
        var id = default(NodeId);
        Call(
            () => id = world.Membership.Join(node.Name),
            () =>
            {
                world.Trace.Tell($"{node.Name} joins as {id}");
                Owner = id.ToString();
                _machine.Joined(id);
            },
            () => _machine.JoinFailed(Monotonic));
    }

    private void Beat(Heartbeat heartbeat)
    {
        var (sentAt, view) = (Monotonic, default(ClusterView));
        Call(
            () => view = world.Membership.Beat(heartbeat),
            () => _machine.Beaten(view!, sentAt, Monotonic, _actions),
            () => _machine.BeatFailed(Monotonic));
    }

    private void Claim(IReadOnlyList<ShardHead> expected)
    {
        var (self, won) = (Self!.Value, new List<ShardClaim>());
        Call(
            () => won.AddRange(expected.Select(head => world.Journal.TryClaim(head, self.ToString())).OfType<ShardClaim>()),
            () =>
            {
                foreach (var claim in _machine.Claimed(self, expected, won))
                {
                    node.Serve(claim);
                }
            },
            () => _machine.ClaimFailed(self, expected));
    }

    private void Move(MemberMove move)
    {
        if (move.To == MemberStatus.Down && world.Nodes.FirstOrDefault(other => other.Member.Self == move.Node) is { } victim)
        {
            world.Checkers.Declared(victim, world);
        }

        world.Membership.Move(move.Node, move.To);
    }

    private void Call(Action carry, Action answered, Action failed) =>
        _calls.Add(new StoreCall { Carry = carry, Answered = answered, Failed = failed });
}
