using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Runtime.Tests.Nodes;

/// <summary>A journal whose commits can be held up, counted and broken in ways that a store promises not to break.</summary>
internal sealed class TestJournal(IJournal inner) : IJournal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _held;
    private int _waiting;

    public ShardCount ShardCount => inner.ShardCount;

    /// <summary>How many commits wait at the gate.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Called before each commit; what it throws is what the commit throws, and nothing is stored.</summary>
    public Action<IReadOnlyList<ShardCommit>> Before { get; set; } = _ => { };

    /// <summary>Called after each commit was stored; what it throws is what the commit throws.</summary>
    public Action<IReadOnlyList<ShardCommit>> After { get; set; } = _ => { };

    /// <summary>Holds all commits from now on.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets the held commits go.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _held?.SetResult();
            _held = null;
        }
    }

    public async Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken)
    {
        Task held;
        lock (_gate)
        {
            held = _held?.Task ?? Task.CompletedTask;
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            await held.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        Before(commits);
        var fenced = await inner.Commit(commits, cancellationToken);
        After(commits);
        return fenced;
    }

    public Task<IReadOnlyList<ShardClaim>> TryClaim(
        IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken) => inner.TryClaim(expected, owner, cancellationToken);

    public Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken) =>
        inner.Release(shard, epoch, unserved, cancellationToken);

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        inner.Heads(shards, cancellationToken);

    public Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        inner.Read(shard, after, limit, cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken) => inner.ReadEntities(positions, cancellationToken);

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        inner.DueTimers(shards, until, limit, cancellationToken);

    public Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        inner.NextTimer(shards, cancellationToken);
}
