using Actors.DeadLettering;
using Actors.Journal;
using Actors.Reactions;
using Actors.Runtime.Telemetry;
using Actors.Schema;
using Actors.Streams;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;

namespace Actors.Runtime.Streams.Publishing;

/// <summary>Maps records of the journal to what is published for them; those whose mapping throws become dead letters.</summary>
internal sealed class EgressMapping(Egress egress, ActorModel model, IJournalStore store, TimeProvider time)
{
    /// <summary>Maps a batch; its dead letters are stored when this completes.</summary>
    /// <param name="records">The batch.</param>
    /// <param name="spans">Takes the spans of what is published; the caller ends them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<EgressRecord>> Map(
        IReadOnlyList<JournalRecord> records, PublishSpans spans, CancellationToken cancellationToken)
    {
        var mapped = new List<EgressRecord>(records.Count);
        var letters = new List<DeadLetter>();
        foreach (var record in records)
        {
            mapped.Add(new EgressRecord(record.Shard, record.Sequence, Map(record, letters, spans)));
        }

        if (letters.Count > 0)
        {
            await store.DeadLetters.Add(letters, cancellationToken).ConfigureAwait(false);
        }

        return mapped;
    }

    /// <summary>Maps one event that is to be published again.</summary>
    /// <returns><see langword="null"/> when it is not for others.</returns>
    public SinkRecord? MapAgain(JournalRecord record) => Map(record, null) is { } mapped
        ? mapped with { Headers = [.. mapped.Headers, new SourceHeader(Egress.ReplayedHeader, "true"u8.ToArray())] }
        : null;

    /// <summary>Keeps an event that the sink does not take as a dead letter, durably.</summary>
    public Task SetAside(JournalRecord record, Exception refusal, CancellationToken cancellationToken) =>
        store.DeadLetters.Add([LetterOf(record, refusal)], cancellationToken);

    private SinkRecord? Map(JournalRecord record, List<DeadLetter> letters, PublishSpans spans)
    {
        var span = spans.Start(record);
        SinkRecord? mapped = null;
        try
        {
            return mapped = Map(record, span);
        }
        catch (Exception exception) // The application's own code ran: the event becomes a dead letter, the others go on.
        {
            letters.Add(LetterOf(record, exception));
            return null;
        }
        finally
        {
            if (mapped is null)
            {
                spans.Drop(span);
            }
        }
    }

    private SinkRecord? Map(JournalRecord record, System.Diagnostics.Activity? span)
    {
        var origin = record.Metadata.Origin.Under(span);
        var context = new EventContext(record.Entity, record.Shard, record.Sequence, record.Version, record.Time, origin);
        return model.EventOf(record) is { } @event ? egress.RecordOf(@event, context) : null;
    }

    private DeadLetter LetterOf(JournalRecord record, Exception exception) => new()
    {
        Id = new DeadLetterId($"{egress.Name}@{record.Shard}:{record.Sequence}"),
        Reason = DeadLetterReason.PublishingFailed,
        Detail = $"{exception.GetType().Name}: {exception.Message}",
        Source = $"{egress.Name} on event {record.Shard}:{record.Sequence}",
        Entity = record.Entity,
        Type = record.Type,
        Payload = record.Payload,
        Time = Clock.Now(time),
    };
}
