using Actors.Sharding;
using Actors.Simulation.Lanes;
using Actors.Simulation.Entities;
using Actors.Simulation.Nodes;

namespace Actors.Simulation;

/// <summary>Picks, step by step, what happens next in a world; first among faults, then until it has come to rest.</summary>
internal sealed class Scheduler(SimulatedWorld world)
{
    private const int FaultySteps = 2500;
    private const int StepsMax = 60_000;
    private const int TimersInHandMax = 4;
    private readonly List<Attempt> _timersInHand = [];
    private int _outageEnds;

    public void Run()
    {
        while (world.Trace.Step < FaultySteps)
        {
            Step();
            InjectFaults();
        }

        Heal();
        while (!IsAtRest())
        {
            if (world.Trace.Step > StepsMax)
            {
                throw new InvariantViolation("I7", "the run does not come to rest: something is dropped, or goes round in circles");
            }

            for (var i = 0; i < 32; i++)
            {
                Step();
            }
        }

        world.Checkers.Rested(world);
    }

    private void Step()
    {
        var random = world.Random;
        world.Trace.Step++;
        world.Now = world.Now.AddMilliseconds(random.Below(8));
        _ = random.Below(20) switch
        {
            < 4 => world.Network.Deliver(),
            < 7 => world.Network.DeliverReply(),
            < 13 => random.Pick(world.Nodes) is { IsRunning: true } node && node.Advance(),
            < 16 => random.Pick(world.Senders).Advance(),
            < 18 => random.Pick(world.Clients).Advance(),
            18 => FireTimer() || ClaimOrphan(),
            _ => random.Pick(world.Operators).Advance() || EndLate() || ClaimOrphan(),
        };
    }

    private bool FireTimer()
    {
        _timersInHand.RemoveAll(a => a.IsClosed || world.Trace.Step - a.SentAt > 200 * world.Patience);
        if (world.Journal.IsAway || _timersInHand.Count >= TimersInHandMax || world.Journal.DueTimers(world.Now) is not { Count: > 0 } due)
        {
            return false;
        }

        var timer = world.Random.Pick(due);
        if (world.OwnerOf(world.Journal.ShardCount.ShardOf(timer.Entity)) is not var (node, _))
        {
            return false;
        }

        var envelope = new Envelope
        {
            Target = timer.Entity,
            Command = TestModel.Of(timer.Entity).Messages.Decode(timer.Command, timer.Payload.Span),
            Time = world.Now,
            Timer = new Timers.TimerKey(timer.Entity, timer.Name, timer.SetAt),
        };
        _timersInHand.Add(world.NewAttempt(envelope, (_, _) => { }, mayLoseReply: true));
        world.Network.Send(new Channel(node), _timersInHand[^1]);
        return true;
    }

    /// <summary>Somebody notices that a shard's owner does not drive it.</summary>
    private bool ClaimOrphan()
    {
        var shard = new ShardId(world.Random.Below(world.Conditions.Shards));
        var head = world.Journal.Head(shard);
        var claimant = world.Random.Pick(world.Nodes);
        if (!claimant.IsRunning || world.Nodes.Any(n => n.Name == head.Owner && n.Drives(shard, head.Epoch)))
        {
            return false;
        }

        claimant.Claim(shard);
        return true;
    }

    private bool EndLate()
    {
        if (world.Journal.Late.Count == 0)
        {
            return false;
        }

        var isStored = world.Random.Chance(700);
        world.Journal.EndLate(world.Random.Below(world.Journal.Late.Count), isStored);
        world.Trace.Tell($"a late commit ends{(isStored ? " and is tried" : " with its connection")}");
        return true;
    }

    private void InjectFaults()
    {
        var (random, conditions, step) = (world.Random, world.Conditions, world.Trace.Step);
        foreach (var node in world.Nodes)
        {
            if (!node.IsUp && random.Chance(10))
            {
                node.Restart();
            }
            else if (node.IsUp && random.Chance(conditions.Crash))
            {
                node.Crash();
            }
            else if (node.IsRunning && random.Chance(conditions.Pause))
            {
                node.PausedUntil = step + random.Between(30, 500);
                world.Trace.Tell($"{node.Name} is paused until step {node.PausedUntil}");
            }
        }

        if (random.Chance(conditions.Takeover) && random.Pick(world.Nodes) is { IsRunning: true } claimant)
        {
            claimant.Claim(new ShardId(random.Below(conditions.Shards)));
        }

        if (random.Chance(conditions.SnapshotLoss))
        {
            world.Journal.Snapshots.Remove(random.Pick(TestModel.All));
        }

        if (random.Chance(conditions.BrokenLink))
        {
            world.Network.BreakOne();
        }

        ToggleOutage(random.Chance(conditions.Outage));
        if (random.Chance(conditions.Rewind))
        {
            Rewind();
        }
    }

    private void ToggleOutage(bool begins)
    {
        if (begins && !world.Journal.IsAway)
        {
            world.Journal.IsAway = true;
            _outageEnds = world.Trace.Step + world.Random.Between(10, 200);
            world.Trace.Tell($"the journal is away until step {_outageEnds}");
        }
        else if (world.Journal.IsAway && world.Trace.Step >= _outageEnds)
        {
            world.Journal.IsAway = false;
        }
    }

    /// <summary>The reader of a lane starts again from its saved place; the old one may go on for a while, knowing nothing of it.</summary>
    private void Rewind()
    {
        var place = world.Random.Below(world.Senders.Count);
        var source = world.Senders[place].Source;
        var start = world.Journal.Offsets.GetValueOrDefault(source.Lane.Name);
        var isOldAlive = world.Random.Chance(400) && world.Senders.Count < world.Sources.Count + 4;
        world.Trace.Tell($"lane {source.Lane} is read again after {start}{(isOldAlive ? ", beside the old reader" : string.Empty)}");
        var sender = new SimulatedLaneSender(world, source, start);
        if (isOldAlive)
        {
            world.Senders.Add(sender);
        }
        else
        {
            world.Senders[place] = sender;
        }
    }

    private void Heal()
    {
        world.Trace.Tell("all faults are over");
        world.Conditions = world.Conditions.WithoutFaults();
        world.Journal.IsAway = false;
        world.Patience = 20;
        world.Now = world.Now.AddHours(1);
        foreach (var node in world.Nodes)
        {
            node.PausedUntil = 0;
            if (!node.IsUp)
            {
                node.Restart();
            }
        }
    }

    private bool IsAtRest() =>
        world.Network.IsEmpty && world.Journal.Late.Count == 0 && world.Journal.Letters.Count == 0 && !world.Journal.HasTimers
        && world.Nodes.All(n => n.IsIdle) && world.Clients.All(c => c.IsDone) && world.Operators.All(o => o.IsIdle)
        && world.Senders.All(s => s.IsIdle);
}
