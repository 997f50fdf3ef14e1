using Actors.DeadLettering;
using Actors.Journal;
using Actors.Projections;
using Actors.Reactions;
using Actors.Schema;
using Actors.Sharding;
using Actors.Streams.Publishing;

namespace Actors.Runtime.Streams.Publishing;

/// <summary>
/// Publishes the events of the journal to a sink, those of a shard in order, and saves the offset after the sink has them: each is
/// published at least once. Give it to <see cref="ActorSystem.Start"/> among the projections. An event that its mapping cannot take
/// becomes a dead letter, and the next ones go on; while the sink is away, publishing waits and the health board says why.
/// </summary>
/// <param name="egress">What is published, and how.</param>
/// <param name="sink">Where it goes; stays the caller's.</param>
/// <param name="model">Knows the events.</param>
/// <param name="store">Keeps the offsets and the dead letters.</param>
/// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
public sealed class EgressPublisher(Egress egress, ISink sink, ActorModel model, IJournalStore store, TimeProvider? time = null) : IProjectionStore
{
    /// <inheritdoc/>
    public ReaderName Name => egress.Name;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken) => store.Offsets.Load(Name, cancellationToken);

    /// <summary>Publishes what is for others, then saves the offsets.</summary>
    /// <exception cref="SinkUnavailableException">The sink is away; nothing was saved, and all will be published again.</exception>
    public async Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        var published = new List<SinkRecord>(records.Count);
        var letters = new List<DeadLetter>();
        var offsets = new Dictionary<ShardId, long>();
        foreach (var record in records)
        {
            Add(record, published, letters);
            offsets[record.Shard] = record.Sequence.Value;
        }

        if (letters.Count > 0)
        {
            await store.DeadLetters.Add(letters, cancellationToken).ConfigureAwait(false);
        }

        if (published.Count > 0)
        {
            await sink.Publish(published, cancellationToken).ConfigureAwait(false);
        }

        await store.Offsets.Save(Name, offsets, cancellationToken).ConfigureAwait(false);
    }

    private void Add(JournalRecord record, List<SinkRecord> published, List<DeadLetter> letters)
    {
        try
        {
            var context = new EventContext(record.Entity, record.Shard, record.Sequence, record.Version, record.Time, record.Metadata.Origin);
            if (model.EventOf(record) is { } @event && egress.RecordOf(@event, context) is { } mapped)
            {
                published.Add(mapped);
            }
        }
        catch (Exception exception) // The application's own code ran: the event becomes a dead letter, the others go on.
        {
            letters.Add(LetterOf(record, exception));
        }
    }

    private DeadLetter LetterOf(JournalRecord record, Exception exception) => new()
    {
        Id = new DeadLetterId($"{Name}@{record.Shard}:{record.Sequence}"),
        Reason = DeadLetterReason.PublishingFailed,
        Detail = $"{exception.GetType().Name}: {exception.Message}",
        Source = $"{Name} on event {record.Shard}:{record.Sequence}",
        Entity = record.Entity,
        Type = record.Type,
        Payload = record.Payload,
        Time = Clock.Now(time ?? TimeProvider.System),
    };
}
