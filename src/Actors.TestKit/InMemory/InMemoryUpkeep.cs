using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>The upkeep of an <see cref="InMemoryStore"/>: there is nothing to compact, and what retention lets go is removed in one step.</summary>
internal sealed class InMemoryUpkeep(InMemoryTables tables, InMemoryFaults faults, ShardCount shardCount) : IJournalUpkeep
{
    public Task<CompactionProgress> Compact(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, () => default(CompactionProgress), cancellationToken);

    public Task<RetentionProgress> Retain(RetentionRequest request, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, () => Retain(request), cancellationToken);

    private RetentionProgress Retain(RetentionRequest request)
    {
        var shard = tables.Shard(request.Shard);
        return shard.Epoch == request.Epoch
            ? new RetentionProgress(RemoveLog(shard, request), RemoveHistories(shard, request), null, MoreWaits: false)
            : default;
    }

    private static int RemoveLog(InMemoryShard shard, RetentionRequest request)
    {
        var limit = RetentionDecision.LogLimit(shard.Head.Head, shard.Checkpoint?.AsOf ?? SequenceNumber.None, request.ReadUpTo);
        var count = shard.Records.TakeWhile(record => record.Sequence <= limit && record.Time < request.Policy.LogBefore).Count();
        shard.Records.RemoveRange(0, count);
        shard.Removed += count;
        return count;
    }

    private int RemoveHistories(InMemoryShard shard, RetentionRequest request)
    {
        var count = 0;
        foreach (var (entity, records) in tables.Entities.Where(entity => shardCount.ShardOf(entity.Key) == request.Shard))
        {
            if (tables.Snapshots.GetValueOrDefault(entity) is { } snapshot)
            {
                count += Remove(records, snapshot, request.Policy.LimitOf(snapshot), new SequenceNumber(shard.Removed));
            }
        }

        return count;
    }

    private static int Remove(List<JournalRecord> records, Snapshot snapshot, HistoryLimit? limit, SequenceNumber removed)
    {
        var count = RetentionDecision.Pieces([.. records.Select(record => (JournalRecord[])[record])], _ => limit, removed);
        if (count == 0)
        {
            return 0;
        }

        var gone = records.GetRange(0, count);
        records.RemoveRange(0, count);
        records.InsertRange(0, RemovedRecords.StandIns(gone, _ => snapshot));
        return gone.Count(record => record.Kind != RecordKind.Removed);
    }
}
