using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// I5: every outcome is what the checker's own deciding of the command gives, every state that a shard serves is the one that the
/// journal's events lead to, and an entity loaded with its snapshot is the same as one loaded without.
/// </summary>
internal sealed class ReplayChecker(JournalFacts facts) : Checker("I5")
{
    private readonly SentCommands _sent = new(facts);

    public override void Sent(string token, OutgoingCommand command) => _sent.Take(token, command);

    public override void Sent(Lane lane, LanePosition position, OutgoingCommand command) =>
        Require(
            _sent.TryTake(lane, position, command),
            $"lane {lane}, read again, has another command at {position}: {command.Command} for {command.Target}");

    public override void Appended(ShardCommit commit)
    {
        for (var i = 0; i < commit.Records.Count; i++)
        {
            var first = commit.Records[i];
            if (_sent.CommandOf(first) is { } command && first.Metadata.Index == 0)
            {
                RequireSame(first, [.. commit.Records.Skip(i).Take(first.Metadata.Count)], command);
            }
        }
    }

    public override void Answered(Attempt attempt, CommandReply reply)
    {
        if (reply.View is not { } view)
        {
            return;
        }

        var entity = facts.Of(view.Entity);
        var (state, version) = entity.At(view.Sequence);
        Require(
            States.AreEqual(entity.Definition, state, view.State) && version == view.Version,
            $"{view.Entity} was shown as {view.State} (version {view.Version}) at {view.Sequence}; its journal gives {state} (version {version})");
    }

    public override void Rested(SimulatedWorld world)
    {
        foreach (var key in world.Keys)
        {
            var (definition, window) = (world.DefinitionOf(key), world.Conditions.Options.CommandWindow);
            var whole = new EntityImage(key, definition, window);
            EntityRecovery.Replay(whole, world.Journal.ReadEntity(key, SequenceNumber.None));
            var quick = EntityRecovery.Start(key, definition, world.Journal.Snapshots.GetValueOrDefault(key), window);
            EntityRecovery.Replay(quick, world.Journal.ReadEntity(key, quick.LastSequence));
            Require(
                Describe(whole) == Describe(quick) && States.AreEqual(definition, whole.State, quick.State),
                $"{key} is {whole.State}, {Describe(whole)} without its snapshot, and {quick.State}, {Describe(quick)} with it");
            var (state, version) = facts.Of(key).Current;
            Require(
                States.AreEqual(definition, state, whole.State) && version == whole.Version,
                $"{key} is recovered as {whole.State}; its journal gives {state}");
        }
    }

    private void RequireSame(JournalRecord first, JournalRecord[] outcome, object command)
    {
        var entity = facts.Of(first.Entity);
        var (state, version) = entity.Before(first);
        var again = Redecision.Of(entity.Definition, state, command, new DecisionContext(first.Entity, version, first.Time));
        var isSame = first.Kind == RecordKind.Nothing
            ? again.Count == 0
            : again.Count == outcome.Length
                && outcome.Zip(again).All(p => p.First.Type == p.Second.Type && p.First.Payload.Span.SequenceEqual(p.Second.Payload.Span));
        Require(
            isSame,
            $"{command}, decided again by {first.Entity} on {state}, gives {again.Count} messages that are not those at {first.Shard}:{first.Sequence}");
    }

    private static string Describe(EntityImage image) =>
        $"version {image.Version} as of {image.LastSequence}, {image.ParkedCount} parked, "
        + $"commands {string.Join(' ', image.RememberedCommands)}, "
        + $"timers {string.Join(' ', image.Timers.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $"{t.Name}@{t.SetAt} due {t.Due:O}"))}";
}
