using Actors.DeadLettering;
using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Readers.Builds;

/// <summary>
/// Applies batches to one build. A batch that fails is halved until the record is alone whose handler fails; that one is tried again, and
/// then stops the build, is skipped, or is parked with its entity. One caller at a time.
/// </summary>
internal sealed class BatchApplier(
    IProjectionBuildStore store, HandlerRecoveryStrategy recovery, IDeadLetterStore letters, TimeProvider time, ILogger logger)
{
    private readonly HashSet<EntityKey> _parked = [];

    /// <summary>How many entities are parked in the shards of this caller.</summary>
    public int ParkedCount => _parked.Count;

    /// <summary>Takes the parked entities of the caller's shards.</summary>
    public void Know(IEnumerable<EntityKey> parked)
    {
        _parked.Clear();
        _parked.UnionWith(parked);
    }

    /// <summary>Applies records; those of parked entities are set aside.</summary>
    /// <param name="records">Those of one shard in order.</param>
    /// <param name="applied">Is told of every part that took effect.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HandlerFailedException">A handler has failed, and the build is to stop.</exception>
    public async Task Apply(IReadOnlyList<JournalRecord> records, Action<IReadOnlyList<JournalRecord>> applied, CancellationToken cancellationToken)
    {
        Exception failure;
        try
        {
            await store.Apply(BatchOf(records), cancellationToken).ConfigureAwait(false);
            applied(records);
            return;
        }
        catch (Exception exception) when (IsOfHandler(exception, cancellationToken))
        {
            failure = exception;
        }

        if (records.Count == 1)
        {
            await Recover(records[0], failure, cancellationToken).ConfigureAwait(false);
            applied(records);
            return;
        }

        var half = records.Count / 2;
        await Apply([.. records.Take(half)], applied, cancellationToken).ConfigureAwait(false);
        await Apply([.. records.Skip(half)], applied, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies the parked records of an entity, in order, until none is left or one fails again.</summary>
    public async Task Replay(EntityKey entity, IJournal journal, CancellationToken cancellationToken)
    {
        const int TakenMax = 200;
        while (await store.ParkedRecords(entity, TakenMax, cancellationToken).ConfigureAwait(false) is { Count: > 0 } places)
        {
            var wanted = places.ToHashSet();
            var position = new EntityPosition(entity, new SequenceNumber(places[0].Value - 1));
            var history = await journal.ReadEntities([position], cancellationToken).ConfigureAwait(false);
            foreach (var record in history[0].Where(r => wanted.Contains(r.Sequence)))
            {
                try
                {
                    await store.Replay(entity, [record], cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (IsOfHandler(exception, cancellationToken))
                {
                    logger.ProjectionReplayFailed(store.Name, entity, record.Shard, record.Sequence, exception.Message);
                    await store.ReplayFailed(entity, ReasonOf(exception), cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
        }

        _parked.Remove(entity);
        logger.ProjectionUnparked(store.Name, entity);
    }

    /// <summary>Everything but the faults of the store, which are waited out, is the handler's.</summary>
    private static bool IsOfHandler(Exception exception, CancellationToken cancellationToken) =>
        exception is not (JournalUnavailableException or ProjectionFencedException or ProjectionBuildGoneException)
        && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static string ReasonOf(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    private ProjectionBatch BatchOf(IReadOnlyList<JournalRecord> records) => _parked.Count == 0
        ? ProjectionBatch.Of(records)
        : new ProjectionBatch(
            records,
            [.. records.Where(r => !_parked.Contains(r.Entity))],
            [.. records.Where(r => _parked.Contains(r.Entity)).Select(r => new ParkedRecord(r, null))]);

    private async Task Recover(JournalRecord record, Exception failure, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(recovery.Delay, recovery.DelayMax, time);
        for (var retry = 1; retry <= recovery.Retries; retry++)
        {
            await backoff.Wait(cancellationToken).ConfigureAwait(false);
            try
            {
                await store.Apply([record], cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (IsOfHandler(exception, cancellationToken))
            {
                failure = exception;
            }
        }

        await GiveUp(record, failure, cancellationToken).ConfigureAwait(false);
    }

    private async Task GiveUp(JournalRecord record, Exception failure, CancellationToken cancellationToken)
    {
        logger.ProjectionHandlerFailed(store.Name, record.Entity, record.Shard, record.Sequence, recovery.Failure, failure);
        switch (recovery.Failure)
        {
            case HandlerFailure.Stop:
                throw new HandlerFailedException(record, failure);
            case HandlerFailure.Skip:
                await letters.Add([LetterOf(record, failure)], cancellationToken).ConfigureAwait(false);
                await store.Apply(new ProjectionBatch([record], [], []) { Skipped = [record] }, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await store.Apply(new ProjectionBatch([record], [], [new ParkedRecord(record, ReasonOf(failure))]), cancellationToken).ConfigureAwait(false);
                _parked.Add(record.Entity);
                break;
        }
    }

    private DeadLetter LetterOf(JournalRecord record, Exception failure) => new()
    {
        Id = new DeadLetterId($"{store.Name}@{record.Shard}:{record.Sequence}"),
        Reason = DeadLetterReason.ProjectionFailed,
        Detail = ReasonOf(failure),
        Source = $"{store.Name} on event {record.Shard}:{record.Sequence}",
        Entity = record.Entity,
        Type = record.Type,
        Payload = record.Payload,
        Time = Clock.Now(time),
    };
}
