using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>
/// A node that drives real shard machines as the real host does: a bounded mailbox, one commit on its way, loads beside it. Each
/// step of it is one action of the real loop; between any two anything may happen elsewhere.
/// </summary>
internal sealed partial class SimulatedNode
{
    private readonly SimulatedWorld _world;
    private readonly ShardActions _actions = new();
    private readonly Dictionary<ShardId, ShardMachine> _machines = [];
    private readonly Dictionary<int, Attempt> _inHand = [];
    private readonly Queue<Attempt> _mailbox = new();
    private readonly List<LoadInHand> _loads = [];
    private readonly List<ClaimInHand> _claims = [];
    private readonly List<Snapshot> _snapshots = [];
    private readonly Dictionary<ShardId, Epoch> _handingOff = [];
    private readonly PlantedMistakes _mistakes;
    private readonly int _clockRate;
    private EntityMemory _memory;
    private CommitInHand? _commit;

    public SimulatedNode(SimulatedWorld world, string name)
    {
        _world = world;
        Name = name;
        _clockRate = world.Random.Between(-20, 20);
        Member = new SimulatedMember(world, this);
        _mistakes = new PlantedMistakes(world);
        _memory = new EntityMemory(world.Conditions.EntityCountMax);
    }

    public string Name { get; }

    /// <summary>Its part in the cluster.</summary>
    public SimulatedMember Member { get; }

    public bool IsUp { get; private set; } = true;

    /// <summary>What its monotonic clock shows, which runs up to 2 % fast or slow.</summary>
    public TimeSpan Monotonic => _world.Elapsed + (_world.Elapsed * _clockRate / 1000);

    /// <summary>When it was last paused, dead, or cut off.</summary>
    public TimeSpan TroubleAt { get; private set; }

    /// <summary>The step in which it wakes up.</summary>
    public int PausedUntil { get; set; }

    /// <summary>How far its clock is off.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>What its clock shows.</summary>
    public DateTimeOffset Clock => _world.Now + ClockError;

    public bool IsRunning => IsUp && PausedUntil <= _world.Trace.Step;

    /// <summary>How many messages it has taken and not answered.</summary>
    public int Pending { get; private set; }

    /// <summary>The most entities it has had in memory.</summary>
    public int LargestEntityCount { get; private set; }

    public int MailboxCount => _mailbox.Count;

    public IEnumerable<ShardMachine> Machines => _machines.Values;

    public bool IsIdle => _mailbox.Count == 0 && _loads.Count == 0 && _claims.Count == 0 && _commit is null && Pending == 0;

    /// <summary>Whether it drives a shard under an epoch, or is about to.</summary>
    public bool Drives(ShardId shard, Epoch epoch) =>
        IsUp && ((_machines.TryGetValue(shard, out var machine) && machine.Epoch == epoch)
            || _claims.Exists(c => c.Claim.Head.Shard == shard && c.Claim.Head.Epoch == epoch));

    /// <summary>Whether it takes itself for a shard's owner.</summary>
    public bool Believes(ShardId shard) => IsUp && _machines.ContainsKey(shard);

    /// <summary>Whether it has claimed a shard and does not drive it yet.</summary>
    public bool IsClaiming(ShardId shard) => _claims.Exists(c => c.Claim.Head.Shard == shard);

    /// <summary>Takes a message from the network, unless the mailbox is full.</summary>
    public bool TryTake(Attempt attempt)
    {
        if (_mailbox.Count >= _world.Conditions.MailboxMax)
        {
            return false;
        }

        _inHand.Add(attempt.Number, attempt);
        _mailbox.Enqueue(attempt);
        return true;
    }

    public void Crash()
    {
        _world.Trace.Tell($"{Name} crashes");
        IsUp = false;
        foreach (var attempt in _inHand.Values)
        {
            _world.Network.Lose(attempt);
        }

        _world.Checkers.Crashed(_inHand.Values);
        _inHand.Clear();
        _mailbox.Clear();
        _machines.Clear();
        _loads.Clear();
        _claims.Clear();
        _handingOff.Clear();
        Member.Crash();
        _snapshots.Clear();
        _commit = null;
        Pending = 0;
        _memory = new EntityMemory(_world.Conditions.EntityCountMax);
    }

    public void Restart()
    {
        _world.Trace.Tell($"{Name} starts");
        IsUp = true;
    }

    /// <summary>Does one thing, if there is one to do.</summary>
    public bool Advance()
    {
        var worked = _world.Random.Below(8) switch
        {
            0 or 1 => Take() || AdvanceCommit(),
            2 or 3 => AdvanceLoad() || Take(),
            4 or 5 => AdvanceCommit() || AdvanceLoad(),
            6 => AdvanceClaim() || AdvanceLoad(),
            _ => SaveSnapshots() || AdvanceClaim(),
        };
        if (worked)
        {
            CarryOut();
            LargestEntityCount = Math.Max(LargestEntityCount, _memory.Count);
            _world.Checkers.Observe(this);
        }

        return worked;
    }

    private bool Take()
    {
        if (Pending >= _world.Conditions.PendingMax || !_mailbox.TryDequeue(out var attempt))
        {
            return false;
        }

        var shard = _world.Journal.ShardCount.ShardOf(attempt.Envelope.Target);
        if (_handingOff.ContainsKey(shard))
        {
            Reply(attempt, CommandReply.Retry("the shard moves"));
        }
        else if (attempt.Envelope.Command is null && !Member.HasLease)
        {
            Reply(attempt, CommandReply.Retry("this node has no lease"));
        }
        else if (_machines.TryGetValue(shard, out var machine))
        {
            _world.Trace.Tell($"{Name} takes {attempt}");
            Pending++;
            _memory.Anticipate([attempt.Envelope]);
            machine.Deliver(attempt.Envelope, _actions);
            _mistakes.InMemory(_memory);
        }
        else
        {
            Reply(attempt, CommandReply.Retry("this node does not own the shard"));
        }

        return true;
    }

    private bool AdvanceLoad()
    {
        if (_loads.Count == 0)
        {
            return false;
        }

        var load = _world.Random.Pick(_loads);
        if (load.Advance(_world, _actions))
        {
            _loads.Remove(load);
            _mistakes.InMemory(_memory);
        }

        return true;
    }

    private bool AdvanceClaim()
    {
        if (_claims.Count == 0)
        {
            return false;
        }

        var claim = _world.Random.Pick(_claims);
        if (claim.Advance(_world.Journal, _memory, _world.Conditions.Options) is { } machine)
        {
            _claims.Remove(claim);
            _machines.Add(machine.Shard, machine);
        }

        return true;
    }

    private bool AdvanceCommit()
    {
        if (_commit is null)
        {
            return StartCommit();
        }

        if (_commit.Advance())
        {
            var commit = _commit;
            _commit = null;
            EndCommit(commit);
        }

        return true;
    }

    private bool StartCommit()
    {
        var parts = new List<(ShardMachine Machine, ShardCommit Commit)>();
        foreach (var machine in _machines.Values)
        {
            if (machine.OpenRecords > 0 && machine.Seal() is { } commit)
            {
                parts.Add((machine, commit));
            }
        }

        if (parts.Count == 0)
        {
            return false;
        }

        _world.Trace.Tell($"{Name} commits {string.Join(", ", parts.Select(p => $"{p.Commit.Records.Count} to shard {p.Commit.Shard} after {p.Commit.ExpectedHead}"))}");
        _commit = new CommitInHand(_world, parts);
        _mistakes.AtSeal(_memory, parts, _inHand.Values);
        return true;
    }

    private void EndCommit(CommitInHand commit)
    {
        foreach (var (machine, part) in commit.Parts)
        {
            if (_machines.GetValueOrDefault(machine.Shard) != machine)
            {
                continue; // The shard was given up, or claimed anew, while the commit was on its way.
            }

            if (commit.IsGivenUp)
            {
                Stop(machine, "its commit did not come to an end", isUncertain: true);
                Member.Fenced(machine.Shard, machine.Epoch);
            }
            else if (commit.Fenced.TryGetValue(machine.Shard, out var isUncertain))
            {
                Stop(machine, "fenced", isUncertain);
                Member.Fenced(machine.Shard, machine.Epoch);
            }
            else
            {
                machine.Committed(_actions);
                _world.Checkers.Confirmed(part);
            }
        }
    }

    private void Stop(ShardMachine machine, string reason, bool isUncertain)
    {
        _world.Trace.Tell($"{Name} gives shard {machine.Shard} of epoch {machine.Epoch} up: {reason}");
        _machines.Remove(machine.Shard);
        _handingOff.Remove(machine.Shard);
        machine.Stop(reason, isUncertain, _actions);
    }

    private void CarryOut()
    {
        foreach (var (envelope, answer) in _actions.Replies)
        {
            Pending--;
            var reply = WithLease(envelope, answer);
            Reply((Attempt)envelope.ReplyTo!, reply);
            if (_world.Fault == PlantedFault.DoubleReply && _world.Random.Chance(20))
            {
                Reply((Attempt)envelope.ReplyTo!, reply);
            }
        }

        _loads.AddRange(_actions.Loads.Select(l => new LoadInHand(l.Machine, l.Key)));
        _snapshots.AddRange(_actions.Snapshots);
        _actions.Replies.Clear();
        _actions.Loads.Clear();
        _actions.Snapshots.Clear();
    }

    private void Reply(Attempt attempt, CommandReply reply)
    {
        _inHand.Remove(attempt.Number);
        _world.Trace.Tell($"{Name} answers #{attempt.Number}: {ReplyText.Of(reply)}");
        _world.Checkers.Answered(attempt, reply);
        _world.Network.Answer(attempt, reply);
    }

    private bool SaveSnapshots()
    {
        if (_snapshots.Count == 0 || _world.Journal.IsAway)
        {
            return false;
        }

        _snapshots.ForEach(_world.Journal.Save);
        _snapshots.Clear();
        return true;
    }
}
