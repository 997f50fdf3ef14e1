using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>I2: what an acknowledgement tells stands in the journal when it leaves the node, and still stands there at the end.</summary>
internal sealed class DurabilityChecker(JournalFacts facts) : Checker("I2")
{
    private readonly List<(ShardId Shard, JournalRecord Record)> _acknowledged = [];

    public override void Answered(Attempt attempt, CommandReply reply)
    {
        var envelope = attempt.Envelope;
        switch (reply.Kind)
        {
            case ReplyKind.Completed when envelope.Command is not null:
                RequireOutcome(attempt, reply);
                break;
            case ReplyKind.Parked when envelope.Replays is null:
            case ReplyKind.Repeated:
                Require(
                    facts.Find(attempt.Shard, reply.First) is not null,
                    $"{attempt} was answered with the outcome at {attempt.Shard}:{reply.First}, which is not in the journal");
                break;
            case ReplyKind.AlreadyDone when envelope.Lane is { } lane:
                Require(
                    facts.OnLanes.ContainsKey((lane.Lane, lane.Position)),
                    $"{attempt} was answered as done, and the journal has no outcome of it");
                break;
            case ReplyKind.AlreadyDone when envelope.Replays is { } letter:
                Require(facts.IsResolved(letter.Value), $"{attempt} was answered as done, and the letter still waits");
                break;
            default:
                break;
        }
    }

    public override void Rested(SimulatedWorld world)
    {
        foreach (var (shard, record) in _acknowledged)
        {
            var stored = world.Journal.Read(shard, new SequenceNumber(record.Sequence.Value - 1), 1);
            Require(
                stored is [var same] && same.Entity == record.Entity && same.Payload.Span.SequenceEqual(record.Payload.Span),
                $"the acknowledged record {shard}:{record.Sequence} is no longer in the journal");
        }
    }

    private void RequireOutcome(Attempt attempt, CommandReply reply)
    {
        var outcome = reply.Outcome!;
        if (reply.Count == 0 && outcome.Events.Count == 0 && outcome.Rejection is null)
        {
            return; // Nothing to remember, and nothing that could be lost.
        }

        var record = facts.Find(outcome.Shard, outcome.Sequence);
        Require(record is not null, $"{attempt} was acknowledged at {outcome.Shard}:{outcome.Sequence}, which is not in the journal");
        Require(
            JournalFacts.IsOutcomeOf(record!, attempt.Envelope),
            $"{attempt} was acknowledged at {outcome.Sequence}, where the journal has the outcome of {record!.Metadata.Origin}");
        var (type, payload) = Encode(facts.Of(attempt.Envelope.Target).Definition, outcome) ?? (record!.Type, record.Payload);
        Require(
            record!.Type == type && record.Payload.Span.SequenceEqual(payload.Span),
            $"{attempt} was acknowledged with a {type} at {outcome.Sequence}, where the journal has another {record.Type}");
        _acknowledged.Add((outcome.Shard, record!));
    }

    /// <summary>The last thing that the sender is told, as it must stand in the journal.</summary>
    private static (WireName Type, ReadOnlyMemory<byte> Payload)? Encode(EntityDefinition definition, Outcome outcome) =>
        outcome.Rejection is { } rejection ? (RejectionCodec.Name, RejectionCodec.Encode(rejection))
        : outcome.Events.Count > 0 ? definition.Messages.Encode(outcome.Events[^1])
        : null;
}
