using Actors.Benchmarks.Load;
using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Benchmarks.Databases;

/// <summary>
/// A journal whose commits return only after a further pause. Two commits at once pause one after the other, as on one disk. The
/// pause holds a thread, as a flush would.
/// </summary>
internal sealed class DelayedFlushJournal(IJournal inner, TimeSpan delay) : IJournal, IDisposable
{
    private readonly SemaphoreSlim _disk = new(1, 1);

    public ShardCount ShardCount => inner.ShardCount;

    public Task<IReadOnlyList<ShardClaim>> TryClaim(
        IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken) => inner.TryClaim(expected, owner, cancellationToken);

    public Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken) =>
        inner.Release(shard, epoch, unserved, cancellationToken);

    public async Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken)
    {
        var fenced = await inner.Commit(commits, cancellationToken);
        await _disk.WaitAsync(cancellationToken);
        try
        {
            await Task.Run(() => Pause.For(delay), cancellationToken);
        }
        finally
        {
            _disk.Release();
        }

        return fenced;
    }

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) => inner.Heads(shards, cancellationToken);

    public Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        inner.Read(shard, after, limit, cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken) => inner.ReadEntities(positions, cancellationToken);

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        inner.DueTimers(shards, until, limit, cancellationToken);

    public Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) => inner.NextTimer(shards, cancellationToken);

    public void Dispose() => _disk.Dispose();
}
