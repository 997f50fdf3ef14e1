using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;

namespace Actors.Runtime.Tests.Samples;

/// <summary>A read model in memory that changes in one step with its offsets: the order of records per shard, each one once.</summary>
internal sealed class NumberList : IProjectionStore
{
    private readonly ConcurrentDictionary<ShardId, long> _offsets = new();
    private readonly Lock _gate = new();
    private int _starts;
    private int _collisions;

    public ReaderName Name { get; init; } = new("numbers");

    public bool NeedsOneRunner { get; init; }

    public ShardSlice Slice { get; init; } = ShardSlice.Whole;

    /// <summary>The shards of which it has seen records.</summary>
    public IReadOnlyCollection<ShardId> Shards => [.. _offsets.Keys];

    /// <summary>How often a runner came second.</summary>
    public int Collisions => Volatile.Read(ref _collisions);

    public int Starts => Volatile.Read(ref _starts);

    public long Count { get; private set; }

    /// <summary>Called before records are applied, and again after; what it throws is what the store throws.</summary>
    public Action<bool> Fault { get; set; } = _ => { };

    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _starts);
        return Task.FromResult<IReadOnlyDictionary<ShardId, long>>(new Dictionary<ShardId, long>(_offsets));
    }

    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        Fault(false);
        lock (_gate)
        {
            if (records.Any(r => r.Sequence.Value <= _offsets.GetValueOrDefault(r.Shard)))
            {
                _collisions++;
                throw new ProjectionFencedException(Name); // Another runner was faster.
            }

            foreach (var record in records)
            {
                Assert.Equal(_offsets.GetValueOrDefault(record.Shard) + 1, record.Sequence.Value);
                _offsets[record.Shard] = record.Sequence.Value;
                Count++;
            }
        }

        Fault(true);
        return Task.CompletedTask;
    }
}
