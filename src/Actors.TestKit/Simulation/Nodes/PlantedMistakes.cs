using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>The planted faults that a node commits in its memory or around a commit; without one it does nothing.</summary>
internal sealed class PlantedMistakes(SimulatedWorld world)
{
    /// <summary>What goes wrong once entities were brought to memory or touched there.</summary>
    public void InMemory(EntityMemory memory)
    {
        if (world.Fault == PlantedFault.StaleLoad)
        {
            foreach (var entity in memory.ByUse)
            {
                entity.LastBatch = 0;
            }
        }
        else if (world.Fault == PlantedFault.ForgottenParking)
        {
            foreach (var image in ImagesIn(memory))
            {
                (image.Parked as SortedSet<long>)?.Clear();
            }
        }
    }

    /// <summary>What is done while a commit is only on its way.</summary>
    public void AtSeal(EntityMemory memory, IReadOnlyList<(ShardMachine Machine, ShardCommit Commit)> parts, IReadOnlyCollection<Attempt> inHand)
    {
        if (world.Fault == PlantedFault.SpeculativeSnapshot)
        {
            foreach (var image in ImagesIn(memory))
            {
                world.Journal.Save(EntityImageCodec.Encode(image));
            }
        }
        else if (world.Fault == PlantedFault.AckBeforeCommit)
        {
            foreach (var record in parts.SelectMany(p => p.Commit.Records).Where(r => r.Metadata.CommandId is not null))
            {
                var early = new CommandReply { Kind = ReplyKind.Repeated, First = record.Sequence, Count = record.Metadata.Count };
                foreach (var attempt in inHand.Where(a => a.Envelope.Id == record.Metadata.CommandId).ToArray())
                {
                    world.Checkers.Answered(attempt, early);
                    world.Network.Answer(attempt, early);
                }
            }
        }
    }

    private static IEnumerable<EntityImage> ImagesIn(EntityMemory memory) => memory.ByUse.Select(e => e.Image).OfType<EntityImage>();
}
