using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Tests.Nodes;

/// <summary>Offsets that a test can throw away, and that can fail.</summary>
internal sealed class TestOffsets : IOffsetStore
{
    private readonly ConcurrentDictionary<(ReaderName Reader, ShardId Shard), long> _rows = new();
    private int _loadFailures;

    /// <summary>How many of the next loads fail in a way nobody has foreseen.</summary>
    public int LoadFailures
    {
        set => Volatile.Write(ref _loadFailures, value);
    }

    public Task<IReadOnlyDictionary<ShardId, long>> Load(ReaderName reader, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _loadFailures) >= 0)
        {
            return Task.FromException<IReadOnlyDictionary<ShardId, long>>(new InvalidOperationException("The test broke this loop."));
        }

        return Task.FromResult<IReadOnlyDictionary<ShardId, long>>(
            _rows.Where(r => r.Key.Reader == reader).ToDictionary(r => r.Key.Shard, r => r.Value));
    }

    public Task Save(ReaderName reader, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken)
    {
        foreach (var (shard, value) in offsets)
        {
            _rows.AddOrUpdate((reader, shard), value, (_, old) => Math.Max(old, value));
        }

        return Task.CompletedTask;
    }
}
