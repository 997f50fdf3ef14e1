using Actors.Sharding;
using Actors.Simulation.Entities;
using Actors.Simulation.Journaling;

namespace Actors.Simulation.Nodes;

/// <summary>An entity that is being loaded, with two queries as the real host does: its snapshot, then the records after it.</summary>
internal sealed class LoadInHand(ShardMachine machine, EntityKey key, ShardOptions options)
{
    private EntityImage? _image;
    private bool _isReplayed;

    /// <summary>Goes one step further; true when the entity is with its machine.</summary>
    public bool Advance(SimulatedJournal journal, ShardActions actions)
    {
        if (_isReplayed)
        {
            machine.Loaded(_image!, actions);
            return true;
        }

        if (journal.IsAway)
        {
            return false;
        }

        if (_image is null)
        {
            _image = EntityRecovery.Start(key, TestModel.Of(key), journal.Snapshots.GetValueOrDefault(key), options.CommandWindow);
        }
        else
        {
            EntityRecovery.Replay(_image, journal.ReadEntity(key, _image.LastSequence));
            _isReplayed = true;
        }

        return false;
    }
}
