using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.Streams.Publishing;

namespace Actors.Runtime.Streams.Publishing;

/// <summary>
/// Publishes the events of the journal to a sink, those of a shard in order, and saves the offset after the sink has them: each is
/// published at least once. Give it to <see cref="ActorSystem.Start"/> among the projections. An event that its mapping cannot take, or that the
/// sink refuses for good, becomes a dead letter, and the next ones go on; while the sink is away, publishing waits and the health board says why.
/// </summary>
/// <param name="egress">What is published, and how.</param>
/// <param name="sink">Where it goes; stays the caller's.</param>
/// <param name="model">Knows the events.</param>
/// <param name="store">Keeps the offsets and the dead letters.</param>
/// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
public sealed class EgressPublisher(Egress egress, ISink sink, ActorModel model, IJournalStore store, TimeProvider? time = null) : IEgressPublisher
{
    private readonly EgressMapping _mapping = new(egress, model, store, time ?? TimeProvider.System);
    private readonly PublisherTurn _turn = new();

    /// <inheritdoc/>
    public ReaderName Name => egress.Name;

    /// <inheritdoc/>
    public ReaderName Egress => egress.Name;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken) => store.Offsets.Load(Name, cancellationToken);

    /// <summary>Publishes what is for others, then saves the offsets.</summary>
    /// <exception cref="SinkUnavailableException">The sink is away; nothing was saved, and all will be published again.</exception>
    public async Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        var offsets = new Dictionary<ShardId, long>();
        var published = new List<(JournalRecord Event, SinkRecord Record)>(records.Count);
        using var spans = new PublishSpans(Name);
        var mapped = await _mapping.Map(records, spans, cancellationToken).ConfigureAwait(false);
        foreach (var (record, egressRecord) in records.Zip(mapped))
        {
            offsets[record.Shard] = record.Sequence.Value;
            if (egressRecord.Record is { } wanted)
            {
                published.Add((record, wanted));
            }
        }

        if (published.Count > 0)
        {
            await Publish(published, spans, cancellationToken).ConfigureAwait(false);
        }

        await store.Offsets.Save(Name, offsets, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> Republish(JournalRecord record, CancellationToken cancellationToken)
    {
        if (_mapping.MapAgain(record) is not { } mapped)
        {
            return false;
        }

        await Send([mapped], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task Publish(List<(JournalRecord Event, SinkRecord Record)> published, PublishSpans spans, CancellationToken cancellationToken)
    {
        try
        {
            await RefusalSearch.Publish(
                published,
                part => Send([.. part.Select(p => p.Record)], cancellationToken),
                (refused, refusal) => _mapping.SetAside(refused.Event, refusal, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            spans.Failed(exception);
            throw;
        }
    }

    private Task Send(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        _turn.Take(() => sink.Publish(records, cancellationToken), cancellationToken);
}
