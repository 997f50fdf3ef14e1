using Actors.Journal;
using Actors.Sharding;
using Actors.Simulation.Entities;
using Actors.Simulation.Nodes;

namespace Actors.Simulation.Checkers;

/// <summary>
/// I5: every state that a shard serves is the one that the journal's events lead to, replayed by the checker itself; and an entity
/// loaded with its snapshot is the same as one loaded without.
/// </summary>
internal sealed class ReplayChecker() : Checker("I5")
{
    private readonly Dictionary<EntityKey, List<(SequenceNumber Sequence, object State, EntityVersion Version)>> _states = [];

    public override void Appended(ShardCommit commit)
    {
        foreach (var record in commit.Records.Where(r => r.Kind == RecordKind.Event))
        {
            var definition = TestModel.Of(record.Entity);
            if (!_states.TryGetValue(record.Entity, out var states))
            {
                _states.Add(record.Entity, states = []);
            }

            var before = states.Count > 0 ? states[^1].State : definition.InitialState;
            var @event = definition.Messages.Decode(record.Type, record.Payload.Span);
            states.Add((record.Sequence, definition.Evolve(before, @event), record.Version));
        }
    }

    public override void Answered(Attempt attempt, CommandReply reply)
    {
        if (reply.View is not { } view)
        {
            return;
        }

        var (state, version) = StateAt(view.Entity, view.Sequence);
        Require(
            state.Equals(view.State) && version == view.Version,
            $"{view.Entity} was shown as {view.State} (version {view.Version}) at {view.Sequence}; its journal gives {state} (version {version})");
    }

    public override void Rested(SimulatedWorld world)
    {
        foreach (var key in TestModel.All)
        {
            var window = world.Conditions.Options.CommandWindow;
            var whole = new EntityImage(key, TestModel.Of(key), window);
            EntityRecovery.Replay(whole, world.Journal.ReadEntity(key, SequenceNumber.None));
            var quick = EntityRecovery.Start(key, TestModel.Of(key), world.Journal.Snapshots.GetValueOrDefault(key), window);
            EntityRecovery.Replay(quick, world.Journal.ReadEntity(key, quick.LastSequence));
            Require(Describe(whole) == Describe(quick), $"{key} is {Describe(whole)} without its snapshot, and {Describe(quick)} with it");
            var (state, version) = StateAt(key, new SequenceNumber(long.MaxValue));
            Require(state.Equals(whole.State) && version == whole.Version, $"{key} is recovered as {whole.State}; its journal gives {state}");
        }
    }

    private (object State, EntityVersion Version) StateAt(EntityKey entity, SequenceNumber sequence)
    {
        if (_states.TryGetValue(entity, out var states))
        {
            for (var i = states.Count - 1; i >= 0; i--)
            {
                if (states[i].Sequence <= sequence)
                {
                    return (states[i].State, states[i].Version);
                }
            }
        }

        return (TestModel.Of(entity).InitialState, EntityVersion.Initial);
    }

    private static string Describe(EntityImage image) =>
        $"{image.State} version {image.Version} as of {image.LastSequence}, {image.ParkedCount} parked, "
        + $"commands {string.Join(' ', image.RememberedCommands)}, "
        + $"timers {string.Join(' ', image.Timers.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $"{t.Name}@{t.SetAt} due {t.Due:O}"))}";
}
