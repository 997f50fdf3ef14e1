using Actors.Journal;
using Actors.TestKit.Simulation.Lanes;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// I3: no command has two outcomes, a retry gets the outcome of the first, and in the end every command of a lane, and every timer
/// that nobody cancelled, has had its effect.
/// </summary>
internal sealed class ExactlyOnceChecker(JournalFacts facts) : Checker("I3")
{
    private readonly Dictionary<CommandId, string> _outcomes = [];
    private readonly HashSet<CommandId> _parked = [];
    private readonly TimerFacts _timers = new();

    public override void Appended(ShardCommit commit)
    {
        foreach (var record in commit.Records)
        {
            if (record.Metadata.Index == 0)
            {
                RequireFirst(record);
            }

            Require(_timers.TryTake(record, out var complaint), $"{complaint}");
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

        Require(_timers.FirstDue(world.Now) is not { } timer, $"{_timers.FirstDue(world.Now)} did not ring");
    }

    private void RequireFirst(JournalRecord record)
    {
        var metadata = record.Metadata;
        var onLane = metadata.Lane is { } lane ? facts.OnLanes[(lane, metadata.LanePosition)] : 1;
        Require(onLane == 1, $"position {metadata.LanePosition} of lane {metadata.Lane} has a second outcome at {record.Shard}:{record.Sequence}");
        if (record.Kind == RecordKind.Parked)
        {
            Require(
                metadata.CommandId is not { } parked || _parked.Add(parked),
                $"command {metadata.CommandId} is parked a second time at {record.Shard}:{record.Sequence}");
            return;
        }

        Require(
            metadata.CommandId is not { } id || facts.ById[id] == 1,
            $"command {metadata.CommandId} has a second outcome at {record.Shard}:{record.Sequence}");
        Require(
            record.Kind == RecordKind.Unparked || JournalFacts.TokenOf(record) is not { } token || facts.Effects[token] == 1,
            $"the command {metadata.Origin.CorrelationId} has a second outcome at {record.Shard}:{record.Sequence}");
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
        var count = source.CountOf(record);
        for (var index = 0; index < count; index++)
        {
            var position = LanePosition.Of(new SequenceNumber(record), index);
            Require(facts.OnLanes.ContainsKey((source.Lane, position)), $"position {position} of lane {source.Lane} never took effect");
        }
    }
}
