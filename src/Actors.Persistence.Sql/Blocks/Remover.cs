using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Journal.Retention;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// Removes what retention lets go: whole blocks from the beginning of a shard's log, then whole chunks from the beginning of histories.
/// Every step first looks at what is there, so that one who was interrupted, or comes second, goes on where the database is. Thread-safe.
/// </summary>
internal sealed class Remover(IRetentionTables tables, WireNames names, ILogger logger)
{
    private const int BlocksMax = 512;
    private const int HistoriesMax = 64;
    private const int ChunksMax = 64;

    /// <summary>Does one step.</summary>
    public async Task<RetentionProgress> Step(RetentionRequest request, CancellationToken cancellationToken)
    {
        if (await tables.Place(request.Shard, request.Epoch, cancellationToken).ConfigureAwait(false) is not { } place)
        {
            return default;
        }

        return request.Cursor is { } cursor
            ? await StepOfHistories(request, place, cursor, cancellationToken).ConfigureAwait(false)
            : await StepOfLog(request, place, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RetentionProgress> StepOfLog(RetentionRequest request, RemovalPlace place, CancellationToken cancellationToken)
    {
        var limit = RetentionDecision.LogLimit(new SequenceNumber(place.Mark), new SequenceNumber(place.Checkpoint), request.ReadUpTo);
        var ends = await tables.BlockEnds(request.Shard, place.Removed, limit.Value, BlocksMax, cancellationToken).ConfigureAwait(false);
        var count = await OldOnes(request, ends, cancellationToken).ConfigureAwait(false);
        if (count > 0
            && await tables.RemoveLog(request.Shard, request.Epoch, place.Removed, ends[count - 1], cancellationToken).ConfigureAwait(false))
        {
            logger.LogRemoved(request.Shard.Value, ends[count - 1] - place.Removed, ends[count - 1]);
            return new RetentionProgress(ends[count - 1] - place.Removed, 0, count == BlocksMax ? null : long.MinValue, MoreWaits: true);
        }

        return new RetentionProgress(0, 0, long.MinValue, MoreWaits: place.Removed > 0);
    }

    // Records come in order of time, but for the difference between the clocks of a shard's owners; so the newest block tells for those
    // before it, and halving finds the last one that is old enough.
    private async Task<int> OldOnes(RetentionRequest request, IReadOnlyList<long> ends, CancellationToken cancellationToken)
    {
        var (old, low, high) = (0, 1, ends.Count);
        var middle = high;
        while (low <= high)
        {
            if (await IsOld(request, ends[middle - 1], cancellationToken).ConfigureAwait(false))
            {
                (old, low) = (middle, middle + 1);
            }
            else
            {
                high = middle - 1;
            }

            middle = (low + high) / 2;
        }

        return old;
    }

    private async Task<bool> IsOld(RetentionRequest request, long end, CancellationToken cancellationToken)
    {
        try
        {
            return await tables.ReadBlock(request.Shard, end, cancellationToken).ConfigureAwait(false) is { } block
                && Records(block).Max(record => record.Time) < request.Policy.LogBefore;
        }
        catch (FormatException exception)
        {
            logger.RemovalPassedOver(request.Shard.Value, exception.Message);
            return false;
        }
    }

    private async Task<RetentionProgress> StepOfHistories(
        RetentionRequest request, RemovalPlace place, long from, CancellationToken cancellationToken)
    {
        var histories = await tables.Histories(request.Shard, from, place.Removed, HistoriesMax, ChunksMax, cancellationToken).ConfigureAwait(false);
        var writer = new BlockWriter();
        var standIns = new List<Block>();
        var removed = 0L;
        long? again = null;
        foreach (var history in histories)
        {
            if (Decide(history, request, place) is not { Count: > 0 } records)
            {
                continue;
            }

            standIns.Add(StandIn(writer, history, request.Policy, records));
            removed += records.Count(record => record.Kind != RecordKind.Removed);
            if (history.Chunks.Count == ChunksMax)
            {
                again = history.Hash;
                break;
            }
        }

        if (standIns.Count > 0 && !await tables.RemoveHistories(request.Shard, request.Epoch, standIns, cancellationToken).ConfigureAwait(false))
        {
            return default;
        }

        if (removed > 0)
        {
            logger.HistoriesRemoved(request.Shard.Value, removed, standIns.Count);
        }

        var next = again ?? Next(histories);
        return new RetentionProgress(0, removed, next, MoreWaits: next is not null);
    }

    /// <summary>The records that go; none when nothing may, or when they are damaged.</summary>
    private List<JournalRecord> Decide(StoredHistory history, RetentionRequest request, RemovalPlace place)
    {
        try
        {
            var limits = history.Snapshots.ToDictionary(snapshot => snapshot.Entity, request.Policy.LimitOf);
            var pieces = history.Chunks
                .Select(chunk => Records(Block.Open(chunk.Data, request.Shard, new SequenceNumber(chunk.First))).ToArray()).ToArray();
            var count = RetentionDecision.Pieces(pieces, entity => limits.GetValueOrDefault(entity), new SequenceNumber(place.Removed));

            // Chunks may overlap, after a round of compaction that was given up.
            return [.. pieces.Take(count).SelectMany(records => records).DistinctBy(record => record.Sequence)];
        }
        catch (FormatException exception)
        {
            logger.RemovalPassedOver(request.Shard.Value, exception.Message);
            return [];
        }
    }

    private static Block StandIn(BlockWriter writer, StoredHistory history, IRetentionPolicy policy, List<JournalRecord> removed)
    {
        var snapshots = history.Snapshots.Where(snapshot => policy.LimitOf(snapshot) is not null).ToDictionary(snapshot => snapshot.Entity);
        return writer.Pack(RemovedRecords.StandIns(removed, snapshots.GetValueOrDefault));
    }

    private static long? Next(IReadOnlyList<StoredHistory> histories) =>
        histories.Count < HistoriesMax || histories[^1].Hash == long.MaxValue ? null : histories[^1].Hash + 1;

    private IEnumerable<JournalRecord> Records(Block block)
    {
        for (var i = 0; i < block.Count; i++)
        {
            yield return block.Record(i, names);
        }
    }
}
