using Actors.Sharding;
using Actors.TestKit.Simulation.Lanes;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Projections;

namespace Actors.TestKit.Simulation.Worlds;

/// <summary>The faults that come from nowhere, between two steps. Those of single messages and commits are drawn where these happen.</summary>
internal sealed class FaultInjection(SimulatedWorld world)
{
    private const int OldReadersMax = 4;
    private int _outageEnds;

    public void Inject()
    {
        var (random, conditions) = (world.Random, world.Conditions);
        foreach (var node in world.Nodes)
        {
            Disturb(node);
        }

        if (random.Chance(conditions.Takeover) && random.Pick(world.Nodes) is { IsRunning: true } claimant)
        {
            claimant.Claim(new ShardId(random.Below(conditions.Shards)));
        }

        if (random.Chance(conditions.SnapshotLoss))
        {
            world.Journal.Snapshots.Remove(random.Pick(world.Keys));
        }

        if (random.Chance(conditions.BrokenLink))
        {
            world.Network.BreakOne();
        }

        if (random.Chance(conditions.Leap))
        {
            Leap();
        }

        ToggleOutage(random.Chance(conditions.Outage));
        DisturbCluster();
        if (random.Chance(conditions.Rewind))
        {
            Rewind();
        }

        if (random.Chance(conditions.ReaderFault))
        {
            DisturbProjection();
        }
    }

    /// <summary>Ends every fault, so that the run can come to rest.</summary>
    public void Heal()
    {
        world.Trace.Tell($"all faults are over, with {world.Checkers.RecordCount} records in the journal");
        world.Conditions = world.Conditions.WithoutFaults();
        world.Journal.IsAway = false;
        world.Patience = 20;
        world.Now = world.Nodes.Max(n => n.Clock).AddHours(1);
        world.Links.Heal();
        world.Projections.ForEach(p => p.PausedUntil = 0);
        foreach (var node in world.Nodes)
        {
            node.PausedUntil = 0;
            node.Member.CutUntil = 0;
            node.ClockError = TimeSpan.Zero;
            if (!node.IsUp)
            {
                node.Restart();
            }
        }
    }

    private void Disturb(SimulatedNode node)
    {
        var (random, conditions) = (world.Random, world.Conditions);
        if (!node.IsUp)
        {
            if (random.Chance(20))
            {
                node.Restart();
            }
        }
        else if (random.Chance(conditions.Crash))
        {
            node.Crash();
        }
        else if (node.IsRunning && random.Chance(conditions.Pause))
        {
            node.PausedUntil = world.Trace.Step + random.Between(30, 500);
            world.Trace.Tell($"{node.Name} is paused until step {node.PausedUntil}");
        }
        else if (random.Chance(conditions.ClockJump))
        {
            node.ClockError = TimeSpan.FromMilliseconds(random.Between(-8000, 8000));
            world.Trace.Tell($"the clock of {node.Name} jumps: it is {node.ClockError.TotalMilliseconds} ms off");
        }
    }

    private void DisturbCluster()
    {
        var (random, conditions) = (world.Random, world.Conditions);
        var node = random.Pick(world.Nodes);
        if (random.Chance(conditions.StoreCut))
        {
            node.Member.CutUntil = world.Trace.Step + random.Between(50, 600);
            world.Trace.Tell($"{node.Name} does not reach the store until step {node.Member.CutUntil}");
        }

        if (random.Chance(conditions.LinkCut) && random.Pick(world.Nodes) is var other && other != node)
        {
            var until = world.Trace.Step + random.Between(100, 1500);
            world.Links.Cut(node, other, until);
            world.Trace.Tell($"{node.Name} does not reach {other.Name} until step {until}");
        }

        if (random.Chance(conditions.StoreClockJump))
        {
            world.Membership.ClockError = TimeSpan.FromMilliseconds(random.Between(-8000, 8000));
            world.Trace.Tell($"the clock of the store jumps: it is {world.Membership.ClockError.TotalMilliseconds} ms off");
        }

        if (random.Chance(conditions.Leave) && node.IsRunning)
        {
            world.Trace.Tell($"{node.Name} is to leave");
            node.Member.Leave();
        }
    }

    private void Leap()
    {
        if (world.Journal.NextTimer is { } next && next > world.Now)
        {
            world.Trace.Tell($"time leaps to {next:O}");
            world.Now = next;
        }
    }

    private void ToggleOutage(bool begins)
    {
        if (begins && !world.Journal.IsAway)
        {
            world.Journal.IsAway = true;
            _outageEnds = world.Trace.Step + (world.Random.Between(10, 200) * (world.Random.Chance(250) ? 4 : 1));
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
        var isOldAlive = world.Random.Chance(400) && world.Senders.Count < world.Sources.Count + OldReadersMax;
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

    private void DisturbProjection()
    {
        world.Projections.RemoveAll(p => p.IsOver);
        var projection = world.Random.Pick(world.Projections);
        switch (world.Random.Below(3))
        {
            case 0:
                projection.Crash();
                break;
            case 1:
                projection.PausedUntil = world.Trace.Step + world.Random.Between(30, 300);
                world.Trace.Tell($"projection {projection.Name} is paused until step {projection.PausedUntil}");
                break;
            default:
                if (!projection.IsReplaced && world.Projections.Count < OldReadersMax)
                {
                    world.Trace.Tell($"projection {projection.Name} is started a second time, beside the first");
                    projection.IsReplaced = true;
                    world.Projections.Add(new SimulatedProjection(world, projection.Name));
                }

                break;
        }
    }
}
