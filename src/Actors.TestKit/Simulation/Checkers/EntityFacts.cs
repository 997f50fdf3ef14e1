using Actors.Journal;
using Actors.Schema;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>What the journal's events make of one entity, replayed by the checkers themselves.</summary>
internal sealed class EntityFacts(EntityKey key, EntityDefinition definition)
{
    private readonly List<(SequenceNumber Sequence, object State, EntityVersion Version)> _states = [];

    public EntityKey Key => key;

    public EntityDefinition Definition => definition;

    public (object State, EntityVersion Version) Current => At(new SequenceNumber(long.MaxValue));

    public void Take(JournalRecord record)
    {
        var @event = definition.Messages.Decode(record.Type, record.Payload.Span);
        _states.Add((record.Sequence, definition.Evolve(Current.State, @event), record.Version));
    }

    /// <summary>The state after a record of its shard.</summary>
    public (object State, EntityVersion Version) At(SequenceNumber sequence)
    {
        for (var i = _states.Count - 1; i >= 0; i--)
        {
            if (_states[i].Sequence <= sequence)
            {
                return (_states[i].State, _states[i].Version);
            }
        }

        return (definition.InitialState, EntityVersion.Initial);
    }

    /// <summary>The state that a record's command was decided on.</summary>
    public (object State, EntityVersion Version) Before(JournalRecord record) => At(new SequenceNumber(record.Sequence.Value - 1));
}
