using System.Runtime.ExceptionServices;
using Actors.Journal;
using Actors.Projections;
using Actors.Schema;
using Actors.Sharding;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;

namespace Actors.Runtime.Streams.Publishing;

/// <summary>
/// Publishes the events of the journal in transactions that hold the offsets as well: a consumer that reads only what is committed
/// sees each event once and in the order of its shard, through crashes and failover. Whoever publishes the same shards under the same
/// transactional id shuts out the one before. Give it to <see cref="ActorSystem.Start"/> among the projections.
/// </summary>
/// <remarks>
/// The offsets in the sink decide. They are saved in the store as well, which knows more only where nothing had to be published, or
/// where the sink has forgotten: the higher of the two is where publishing goes on.
/// </remarks>
/// <param name="egress">What is published, and how.</param>
/// <param name="sink">Where it goes, under one transactional id; stays the caller's.</param>
/// <param name="model">Knows the events.</param>
/// <param name="store">Keeps a copy of the offsets, and the dead letters.</param>
/// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
/// <param name="slice">
/// Of which shards it publishes the events, so that the nodes of a cluster share the work: one publisher and one transactional id for each
/// slice. <see langword="null"/> for all.
/// </param>
public sealed class TransactionalPublisher(
    Egress egress, ITransactionalSink sink, ActorModel model, IJournalStore store, TimeProvider? time = null, ShardSlice? slice = null) : IEgressPublisher
{
    private readonly EgressMapping _mapping = new(egress, model, store, time ?? TimeProvider.System);
    private readonly EgressMachine _machine = new();
    private readonly PublisherTurn _turn = new();

    /// <summary>The egress's name, and the slice's number where there are several.</summary>
    public ReaderName Name { get; } = slice is { Count: > 1 } ? new($"{egress.Name} {slice}") : egress.Name;

    /// <inheritdoc/>
    public ReaderName Egress => egress.Name;

    /// <inheritdoc/>
    public ShardSlice Slice { get; } = slice ?? ShardSlice.Whole;

    /// <summary>The sink has one transactional id: two nodes would shut each other out, over and over.</summary>
    public bool NeedsOneRunner => true;

    /// <summary>Shuts out an earlier publisher, ends what it left open, and finds out how far it came.</summary>
    /// <exception cref="SinkUnavailableException">The sink is away, or other transactions keep its offsets from being read.</exception>
    /// <exception cref="SinkFencedException">A newer publisher came in between.</exception>
    public async Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        await _turn.Take(
            async () =>
            {
                _machine.Start();
                await Drive(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        var found = _machine.Offsets.Where(o => Slice.Holds(o.Key)).ToDictionary();
        if (found.Count > 0)
        {
            await store.Offsets.Save(egress.Name, found, cancellationToken).ConfigureAwait(false); // An earlier owner may have died before it could.
        }

        return found;
    }

    /// <summary>
    /// Publishes what is for others together with the offsets, in one transaction; where the sink refuses a record, in several, and the refused one
    /// becomes a dead letter.
    /// </summary>
    /// <exception cref="SinkUnavailableException">The sink is away: start again, which finds out whether the batch is out.</exception>
    /// <exception cref="SinkFencedException">A newer publisher has taken over.</exception>
    /// <exception cref="TransactionRefusedException">The sink does not take it; the transaction was aborted.</exception>
    public async Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        using var spans = new PublishSpans(Name);
        var batch = await _mapping.Map(records, spans, cancellationToken).ConfigureAwait(false);
        try
        {
            // What is refused is set aside, and its offset goes on without it.
            await RefusalSearch.Publish(
                [.. records.Zip(batch)],
                part => Publish([.. part.Select(p => p.Second)], cancellationToken),
                async (refused, refusal) =>
                {
                    await _mapping.SetAside(refused.First, refusal, cancellationToken).ConfigureAwait(false);
                    await Publish([refused.Second with { Record = null }], cancellationToken).ConfigureAwait(false);
                }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            spans.Failed(exception);
            throw;
        }

        var moved = batch.Select(r => r.Shard).Distinct().ToDictionary(shard => shard, shard => _machine.Offsets[shard]);
        await store.Offsets.Save(egress.Name, moved, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> Republish(JournalRecord record, CancellationToken cancellationToken) => _turn.Take(
        async () =>
        {
            if (_machine.Phase != EgressPhase.Ready)
            {
                throw new SinkUnavailableException($"{Name} does not publish at this node at the moment; try again when it does.");
            }

            if (_mapping.MapAgain(record) is not { } mapped)
            {
                return false;
            }

            _machine.PublishAgain(mapped);
            await Drive(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private Task Publish(IReadOnlyList<EgressRecord> batch, CancellationToken cancellationToken) => _turn.Take(
        async () =>
        {
            if (_machine.Phase == EgressPhase.Closed)
            {
                _machine.Start(); // A replay of an operator's failed in between, and nobody knows how.
                await Drive(cancellationToken).ConfigureAwait(false);
            }

            _machine.Publish(batch);
            await Drive(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Does what the machine asks for until it asks for nothing more; a transaction that was refused is aborted before the refusal is thrown.</summary>
    private async Task Drive(CancellationToken cancellationToken)
    {
        Exception? refusal = null;
        while (_machine.Next is { } step)
        {
            try
            {
                await Do(step, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is TransactionRefusedException or RecordRefusedException)
            {
                _machine.Failed(EgressFailure.Refused);
                refusal = exception;
            }
            catch
            {
                _machine.Failed(EgressFailure.Unknown);
                throw;
            }
        }

        if (refusal is not null)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }
    }

    private async Task Do(EgressStep step, CancellationToken cancellationToken)
    {
        if (step is EgressStep.ReadOffsets)
        {
            _machine.OffsetsRead(await ReadOffsets(cancellationToken).ConfigureAwait(false));
            return;
        }

        await (step switch
        {
            EgressStep.Fence => sink.Fence(cancellationToken),
            EgressStep.Begin => sink.Begin(cancellationToken),
            EgressStep.Send send => sink.Send(send.Records, cancellationToken),
            EgressStep.SendOffsets send => sink.SendOffsets(egress.Name, send.Offsets, cancellationToken),
            EgressStep.Commit => sink.Commit(cancellationToken),
            EgressStep.Abort => sink.Abort(cancellationToken),
            _ => throw new InvalidOperationException($"{step} is not a step that this publisher can do."),
        }).ConfigureAwait(false);
        _machine.Done();
    }

    private async Task<IReadOnlyDictionary<ShardId, long>> ReadOffsets(CancellationToken cancellationToken)
    {
        var offsets = new Dictionary<ShardId, long>(await sink.ReadOffsets(egress.Name, cancellationToken).ConfigureAwait(false));
        foreach (var (shard, saved) in await store.Offsets.Load(egress.Name, cancellationToken).ConfigureAwait(false))
        {
            offsets[shard] = Math.Max(saved, offsets.GetValueOrDefault(shard));
        }

        return offsets;
    }
}
