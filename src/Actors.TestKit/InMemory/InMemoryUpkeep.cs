using Actors.Journal;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>The upkeep of an <see cref="InMemoryStore"/>: there is nothing to do.</summary>
internal sealed class InMemoryUpkeep(InMemoryTables tables, InMemoryFaults faults) : IJournalUpkeep
{
    public Task<CompactionProgress> Compact(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, () => default(CompactionProgress), cancellationToken);
}
