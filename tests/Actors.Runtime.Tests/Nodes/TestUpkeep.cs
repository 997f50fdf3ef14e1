using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Sharding;

namespace Actors.Runtime.Tests.Nodes;

/// <summary>An upkeep that counts the steps of removal.</summary>
internal sealed class TestUpkeep(IJournalUpkeep inner) : IJournalUpkeep
{
    private int _steps;

    public int Steps => Volatile.Read(ref _steps);

    public Task<CompactionProgress> Compact(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        inner.Compact(shards, cancellationToken);

    public async Task<RetentionProgress> Retain(RetentionRequest request, CancellationToken cancellationToken)
    {
        var progress = await inner.Retain(request, cancellationToken);
        Interlocked.Increment(ref _steps);
        return progress;
    }
}
