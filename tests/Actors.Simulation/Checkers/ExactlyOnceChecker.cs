using Actors.Journal;
using Actors.Simulation.Lanes;
using Actors.Simulation.Entities;
using Actors.Simulation.Nodes;

namespace Actors.Simulation.Checkers;

/// <summary>
/// I3: no command has two outcomes, a retry gets the outcome of the first, and in the end every command of a lane, and every timer
/// that nobody cancelled, has had its effect.
/// </summary>
internal sealed class ExactlyOnceChecker(JournalFacts facts) : Checker("I3")
{
    private readonly Dictionary<CommandId, string> _outcomes = [];
    private readonly Dictionary<(EntityKey, string), long> _timers = [];
    private readonly HashSet<CommandId> _parked = [];

    public override void Appended(ShardCommit commit)
    {
        foreach (var record in commit.Records.Where(r => r.Metadata.Index == 0))
        {
            var metadata = record.Metadata;
            var onLane = metadata.Lane is { } lane ? facts.OnLanes[(lane, metadata.LanePosition)] : 1;
            Require(onLane == 1, $"position {metadata.LanePosition} of lane {metadata.Lane} has a second outcome at {record.Shard}:{record.Sequence}");
            if (record.Kind == RecordKind.Parked)
            {
                Require(
                    metadata.CommandId is not { } parked || _parked.Add(parked),
                    $"command {metadata.CommandId} is parked a second time at {record.Shard}:{record.Sequence}");
                continue;
            }

            Require(
                metadata.CommandId is not { } id || facts.ById[id] == 1,
                $"command {metadata.CommandId} has a second outcome at {record.Shard}:{record.Sequence}");
            var token = JournalFacts.TokenOf(record);
            Require(token is null || facts.Effects[token.Value] == 1, $"the command of token {token} has a second outcome at {record.Shard}:{record.Sequence}");
            TakeTimer(record);
        }
    }

    public override void Answered(Attempt attempt, CommandReply reply)
    {
        if (attempt.Envelope.Id is not { } id || reply.Kind is not (ReplyKind.Completed or ReplyKind.Repeated))
        {
            return;
        }

        var outcome = reply.Outcome is null ? Describe(attempt, reply) : $"{attempt.Shard}:{reply.First}";
        if (outcome is null)
        {
            return;
        }

        var first = _outcomes.TryAdd(id, outcome) ? outcome : _outcomes[id];
        Require(first == outcome, $"{attempt} was answered with {outcome}, and the first time with {first}");
    }

    public override void Rested(SimulatedWorld world)
    {
        foreach (var source in world.Sources)
        {
            for (var record = 1L; record <= source.End; record++)
            {
                RequireAll(source, record);
            }
        }

        Require(_timers.Count == 0, $"timers did not ring: {string.Join(", ", _timers.Keys.Select(t => $"{t.Item1} {t.Item2}"))}");
    }

    /// <summary>A repeated outcome is the one at the place that the reply names; a parked one is none yet.</summary>
    private string? Describe(Attempt attempt, CommandReply reply)
    {
        var shard = attempt.Shard;
        var record = facts.Find(shard, reply.First);
        Require(
            record is not null && record.Metadata.CommandId == attempt.Envelope.Id,
            $"{attempt} was answered with the outcome at {shard}:{reply.First}, which is not its own");
        return record!.Kind == RecordKind.Parked ? null : $"{shard}:{reply.First}";
    }

    private void RequireAll(ILaneSource source, long record)
    {
        var count = source.CommandsOf(record).Count;
        for (var index = 0; index < count; index++)
        {
            var position = LanePosition.Of(new SequenceNumber(record), index);
            Require(facts.OnLanes.ContainsKey((source.Lane, position)), $"position {position} of lane {source.Lane} never took effect");
        }
    }

    private void TakeTimer(JournalRecord record)
    {
        if (record.Kind != RecordKind.Event
            || TestModel.Of(record.Entity).Messages.Decode(record.Type, record.Payload.Span) is not ReminderEvent @event)
        {
            return;
        }

        var key = (record.Entity, @event.Name);
        if (@event is ReminderEvent.WasSet)
        {
            _timers[key] = Tokens.OfTimer(@event.Token);
            return;
        }

        if (@event is ReminderEvent.Rang)
        {
            Require(
                _timers.GetValueOrDefault(key) == @event.Token,
                $"timer {@event.Name} of {record.Entity} rang for {@event.Token}, which was not set any more");
        }

        _timers.Remove(key);
    }
}
