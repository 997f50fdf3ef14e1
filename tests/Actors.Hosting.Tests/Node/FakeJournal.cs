using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Hosting.Tests.Node;

/// <summary>A journal in memory, with its tail: only what the HTTP interface reads.</summary>
internal sealed class FakeJournal : IJournal, IJournalTail
{
    private readonly Lock _gate = new();
    private readonly List<JournalRecord>[] _shards = [[], [], [], []];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ShardCount ShardCount => new(_shards.Length);

    public bool IsUnavailable { get; set; }

    public long Stamp { get; private set; }

    /// <summary>Appends records of one entity; the caller leaves out sequence and shard.</summary>
    public JournalRecord Append(JournalRecord record)
    {
        lock (_gate)
        {
            var shard = ShardCount.ShardOf(record.Entity);
            var stored = record with { Shard = shard, Sequence = new SequenceNumber(_shards[shard.Value].Count + 1) };
            _shards[shard.Value].Add(stored);
            Stamp++;
            _moved.TrySetResult();
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return stored;
        }
    }

    public SequenceNumber Head(ShardId shard)
    {
        lock (_gate)
        {
            return new SequenceNumber(_shards[shard.Value].Count);
        }
    }

    public ITailReader Follow() => new FakeTailReader(this);

    public ValueTask<IReadOnlyList<JournalRecord>> Read(
        ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken)
    {
        Check();
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<JournalRecord>>([.. _shards[shard.Value].Skip((int)after.Value).Take(limit)]);
        }
    }

    public async Task WaitBeyond(long stamp, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (Stamp > stamp)
                    return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken)
    {
        Check();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<IReadOnlyList<JournalRecord>>>([.. positions.Select(p =>
                _shards[ShardCount.ShardOf(p.Entity).Value].Where(r => r.Entity == p.Entity && r.Sequence > p.After).Take(p.Limit).ToList())]);
        }
    }

    Task<IReadOnlyList<JournalRecord>> IJournal.Read(
        ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        Read(shard, after, limit, cancellationToken).AsTask();

    public Task<IReadOnlyList<ShardClaim>> TryClaim(
        IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private void Check()
    {
        if (IsUnavailable)
            throw new JournalUnavailableException("secret-host:5432 does not answer.");
    }
}
