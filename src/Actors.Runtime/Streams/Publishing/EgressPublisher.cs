using Actors.Journal;
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
public sealed class EgressPublisher(Egress egress, ISink sink, ActorModel model, IJournalStore store, TimeProvider? time = null) : IEgressPublisher
{
    private readonly EgressMapping _mapping = new(egress, model, store, time ?? TimeProvider.System);

    /// <inheritdoc/>
    public ReaderName Name => egress.Name;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken) => store.Offsets.Load(Name, cancellationToken);

    /// <summary>Publishes what is for others, then saves the offsets.</summary>
    /// <exception cref="SinkUnavailableException">The sink is away; nothing was saved, and all will be published again.</exception>
    public async Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        var published = new List<SinkRecord>(records.Count);
        var offsets = new Dictionary<ShardId, long>();
        using var spans = new PublishSpans(Name);
        foreach (var record in await _mapping.Map(records, spans, cancellationToken).ConfigureAwait(false))
        {
            offsets[record.Shard] = record.Sequence.Value;
            if (record.Record is { } mapped)
            {
                published.Add(mapped);
            }
        }

        if (published.Count > 0)
        {
            await Publish(published, spans, cancellationToken).ConfigureAwait(false);
        }

        await store.Offsets.Save(Name, offsets, cancellationToken).ConfigureAwait(false);
    }

    private async Task Publish(IReadOnlyList<SinkRecord> published, PublishSpans spans, CancellationToken cancellationToken)
    {
        try
        {
            await sink.Publish(published, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            spans.Failed(exception);
            throw;
        }
    }
}
