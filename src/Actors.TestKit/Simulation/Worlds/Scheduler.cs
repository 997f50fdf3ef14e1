using Actors.TestKit.Simulation.Nodes;
using Actors.Timers;

namespace Actors.TestKit.Simulation.Worlds;

/// <summary>Picks, step by step, what happens next in a world; first among faults, then until it has come to rest.</summary>
internal sealed class Scheduler(SimulatedWorld world)
{
    private const int FaultySteps = 3500;
    private const int StepsWithoutRecordMax = 60_000;
    private const int TimersInHandMax = 4;
    private const int LeapsMax = 200;
    private readonly List<Attempt> _timersInHand = [];
    private readonly FaultInjection _faults = new(world);

    public void Run()
    {
        while (world.Trace.Step < FaultySteps)
        {
            Step();
            _faults.Inject();
        }

        _faults.Heal();
        world.Checkers.Healed(world);
        var leaps = 0;
        var (records, step) = (0L, world.Trace.Step);
        while (!Rest.IsReached(world) || LeapToTimer(ref leaps))
        {
            if (world.Checkers.RecordCount != records)
            {
                (records, step) = (world.Checkers.RecordCount, world.Trace.Step);
            }
            else if (world.Trace.Step - step > StepsWithoutRecordMax)
            {
                throw new InvariantViolation("I7", $"the run does not come to rest, something is dropped or goes round in circles: {Rest.Describe(world)}");
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
        var passed = TimeSpan.FromMilliseconds(random.Below(8));
        (world.Now, world.Elapsed) = (world.Now + passed, world.Elapsed + passed);
        if (world.Nodes[world.Trace.Step % world.Nodes.Count] is { IsRunning: true } member)
        {
            member.AdvanceCluster();
        }

        _ = random.Below(22) switch
        {
            < 4 => world.Network.Deliver(),
            < 7 => world.Network.DeliverReply(),
            < 13 => Some(world.Nodes, node => node.IsRunning && node.Advance()),
            < 16 => Some(world.Senders, sender => sender.Advance()),
            < 18 => Some(world.Clients, client => client.Advance()),
            18 => FireTimer(),
            19 => random.Pick(world.Operators).Advance() || EndLate(),
            _ => random.Pick(world.Projections).Advance(),
        };
        foreach (var node in world.Nodes)
        {
            node.ObserveTrouble();
        }

        world.Checkers.Stepped(world);
    }

    /// <summary>Lets one of them do something: one drawn by lot, or the next one that has something to do.</summary>
    private bool Some<T>(IReadOnlyList<T> items, Func<T, bool> advance)
    {
        var start = world.Random.Below(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (advance(items[(start + i) % items.Count]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where nothing is left to do but to wait, time leaps to the next timer; timers without an end are cut off at some time.</summary>
    private bool LeapToTimer(ref int leaps)
    {
        if (world.Journal.NextTimer is not { } next || ++leaps > LeapsMax)
        {
            return false;
        }

        world.Now = next > world.Now ? next : world.Now;
        return true;
    }

    private bool FireTimer()
    {
        _timersInHand.RemoveAll(a => a.IsClosed || world.Trace.Step - a.SentAt > 200 * world.Patience);
        if (world.Journal.IsAway || _timersInHand.Count >= TimersInHandMax)
        {
            return false;
        }

        var observer = world.Random.Pick(world.Nodes);
        if (!observer.IsRunning || world.Journal.DueTimers(observer.Clock) is not { Count: > 0 } due)
        {
            return false;
        }

        var timer = world.Random.Pick(due);
        if (world.OwnerOf(world.Journal.ShardCount.ShardOf(timer.Entity)) is not var (node, _))
        {
            return false;
        }

        _timersInHand.Add(world.NewAttempt(EnvelopeOf(timer, observer.Clock), (_, _) => { }, isLossy: true));
        world.Network.Send(new Channel(node), _timersInHand[^1]);
        return true;
    }

    private Envelope EnvelopeOf(ScheduledTimer timer, DateTimeOffset time) => new()
    {
        Target = timer.Entity,
        Command = world.DefinitionOf(timer.Entity).Messages.Decode(timer.Command, timer.Payload.Span),
        Time = time,
        Timer = world.Fault == PlantedFault.AnonymousTimer ? null : new TimerKey(timer.Entity, timer.Name, timer.SetAt),
        Origin = Origin.Unknown with { CausationId = Checkers.TimerOrigin.Of(timer.Name, timer.SetAt) },
    };

    private bool EndLate()
    {
        if (world.Journal.LateCount == 0)
        {
            return false;
        }

        var isTried = world.Random.Chance(700);
        world.Trace.Tell($"a late transaction ends{(isTried ? " and is tried" : " with its connection")}");
        world.Journal.EndLate(world.Random.Below(world.Journal.LateCount), isTried);
        return true;
    }
}
