using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>An entity that is being loaded, with two queries as the real host does: its snapshot, then the records after it.</summary>
internal sealed class LoadInHand(ShardMachine machine, EntityKey key)
{
    private EntityImage? _image;
    private bool _isReplayed;

    /// <summary>Goes one step further; true when the entity is with its machine.</summary>
    public bool Advance(SimulatedWorld world, ShardActions actions)
    {
        if (_isReplayed)
        {
            machine.Loaded(_image!, actions);
            return true;
        }

        var journal = world.Journal;
        if (journal.IsAway)
        {
            return false;
        }

        if (_image is null)
        {
            _image = EntityRecovery.Start(key, world.DefinitionOf(key), journal.Snapshots.GetValueOrDefault(key), world.Conditions.Options.CommandWindow);
        }
        else
        {
            EntityRecovery.Replay(_image, journal.ReadEntity(key, _image.LastSequence));
            _isReplayed = true;
        }

        return false;
    }
}
