using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Readers;
using Actors.Schema;
using Actors.Sharding;
using Actors.SideEffects;

namespace Actors.Runtime.DeadLettering;

/// <summary>Finds the event that a dead letter of a reaction, a side effect or an egress names, and who is to handle it again.</summary>
internal sealed class EventPlanner(IJournal journal, ActorModel model, PublishingPlanner publishing)
{
    /// <summary>Plans the replay of an event's letter; whatever is wrong with it is the plan's fault.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read.</exception>
    /// <exception cref="FormatException">This version cannot read the event.</exception>
    public async Task<LetterPlan> Plan(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (!letter.Id.IsEvent(out var reader, out var shard, out var sequence))
        {
            return Fault(letter, "Its name tells no event of the journal: edit it to a command with type and entity, or discard it.");
        }

        if (letter.Reason == DeadLetterReason.PublishingFailed && publishing.Fault(reader, shard) is { } fault)
        {
            return Fault(letter, fault);
        }

        if (HandlerOf(letter, reader, shard) is not { } handler)
        {
            return Fault(letter, letter.Reason switch
            {
                DeadLetterReason.ProjectionFailed =>
                    $"Projection {reader} has skipped it, and later events have passed it: mend the handler, rebuild the projection, switch to the build, and discard it.",
                _ => $"This application has no reaction or side effect '{reader}' any more: send what is missing by hand, and discard it.",
            });
        }

        var records = await journal.Read(shard, new SequenceNumber(sequence.Value - 1), 1, cancellationToken).ConfigureAwait(false);
        return records is [var record] && record.Sequence == sequence && model.EventOf(record) is { } @event
            ? new LetterPlan(letter) { Event = new ReplayedEvent(record, token => handler(@event, record, token)) }
            : Fault(letter, $"The journal has no event {shard}:{sequence} that this application knows.");
    }

    private static LetterPlan Fault(DeadLetter letter, string fault) => new(letter) { Fault = fault };

    private static async Task<IReadOnlyList<OutgoingCommand>> Call(
        SideEffect sideEffect, DeadLetter letter, object @event, JournalRecord record, CancellationToken cancellationToken)
    {
        if (@event.GetType() != sideEffect.EventType)
        {
            return [];
        }

        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(sideEffect.Options.AttemptTimeout);
        var context = new SideEffectContext(LaneReader.ContextOf(record), SideEffectRunner.IdempotencyKeyOf(sideEffect, record), letter.Attempts + 1);
        return await sideEffect.Handle(@event, context, attempt.Token).ConfigureAwait(false);
    }

    private Func<object, JournalRecord, CancellationToken, Task<IReadOnlyList<OutgoingCommand>>>? HandlerOf(
        DeadLetter letter, ReaderName reader, ShardId shard)
    {
        if (letter.Reason == DeadLetterReason.ReactionFailed && model.Reactions.FirstOrDefault(r => r.Name == reader) is { } reaction)
        {
            return (@event, record, _) => Task.FromResult(reaction.React(@event, LaneReader.ContextOf(record)));
        }

        if (letter.Reason == DeadLetterReason.PublishingFailed && publishing.Find(reader, shard) is { } publisher)
        {
            return async (_, record, token) =>
            {
                _ = await publisher.Republish(record, token).ConfigureAwait(false);
                return [];
            };
        }

        return letter.Reason == DeadLetterReason.SideEffectFailed && model.SideEffects.FirstOrDefault(s => s.Name == reader) is { } sideEffect
            ? (@event, record, token) => Call(sideEffect, letter, @event, record, token)
            : null;
    }
}
