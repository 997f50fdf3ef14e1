using Actors.Sharding;
using Actors.TestKit.Simulation;

namespace Actors.Streams.Tests.Transactions;

/// <summary>Two nodes that both take themselves for the owner, under faults; then one of them in peace.</summary>
internal static class EgressSimulation
{
    private const int Steps = 400;
    private const int StepsToRestMax = 5000;

    /// <summary>Runs a seed; says what a consumer saw that it must not see, or <see langword="null"/>.</summary>
    public static string? Run(ulong seed, Plant plant)
    {
        var random = new SeededRandom(seed);
        var (broker, journal) = (new ModelBroker(), new SimulatedJournal());
        SimulatedPublisher[] nodes = [new(broker, journal, random, plant), new(broker, journal, random, plant)];
        for (var step = 0; step < Steps; step++)
        {
            Move(broker, journal, nodes, random);
            if (Fault(broker, journal, plant) is { } fault)
            {
                return $"seed {seed}, step {step}: {fault}";
            }
        }

        return Rest(broker, journal, nodes, plant) is { } late ? $"seed {seed}, at rest: {late}" : null;
    }

    private static void Move(ModelBroker broker, SimulatedJournal journal, SimulatedPublisher[] nodes, SeededRandom random)
    {
        var node = random.Chance(800) ? nodes[0] : nodes[1]; // The second one wakes now and then.
        switch (random.Below(100))
        {
            case < 12:
                journal.Grow(random);
                break;
            case < 14:
                node.Crash();
                break;
            case < 15:
                broker.TimeOut();
                break;
            case < 20 when nodes.SelectMany(n => n.Late).Any():
                Arrive(nodes.First(n => n.Late.Count > 0), random);
                break;
            default:
                node.Step(faultsPerMille: 80);
                break;
        }
    }

    private static void Arrive(SimulatedPublisher node, SeededRandom random)
    {
        var request = random.Pick(node.Late);
        node.Late.Remove(request);
        request();
    }

    /// <summary>What is visible at any time is a beginning of what must be.</summary>
    private static string? Fault(ModelBroker broker, SimulatedJournal journal, Plant plant)
    {
        var visible = broker.Visible(plant == Plant.UncommittedRecords);
        foreach (var shard in visible)
        {
            var seen = shard.ToList();
            if (!SimulatedJournal.Expected(journal.Head(shard.Key)).Take(seen.Count).SequenceEqual(seen))
            {
                return $"shard {shard.Key} shows {string.Join(" ", seen)}";
            }
        }

        return null;
    }

    private static string? Rest(ModelBroker broker, SimulatedJournal journal, SimulatedPublisher[] nodes, Plant plant)
    {
        for (var step = 0; step < StepsToRestMax && !nodes[0].IsIdle; step++)
        {
            nodes[0].Step(faultsPerMille: 0);
        }

        if (!nodes[0].IsIdle)
        {
            return "it did not come to rest";
        }

        var visible = broker.Visible(plant == Plant.UncommittedRecords);
        return Enumerable.Range(0, 3).Select(n => new ShardId(n))
            .Where(shard => !SimulatedJournal.Expected(journal.Head(shard)).SequenceEqual(visible[shard]))
            .Select(shard => $"shard {shard} has {journal.Head(shard)} records and shows {string.Join(" ", visible[shard])}")
            .FirstOrDefault();
    }
}
