using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Compaction and removal as one part of a store.</summary>
internal sealed class BlockUpkeep(Compactor compactor, Remover remover) : IJournalUpkeep
{
    public Task<CompactionProgress> Compact(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        compactor.Compact(shards, cancellationToken);

    public Task<RetentionProgress> Retain(RetentionRequest request, CancellationToken cancellationToken) =>
        remover.Step(request, cancellationToken);
}
