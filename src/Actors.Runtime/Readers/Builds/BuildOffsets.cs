using Actors.Projections;
using Actors.Sharding;

namespace Actors.Runtime.Readers.Builds;

/// <summary>How far one build is known to have come in each shard: there or further. Thread-safe.</summary>
internal sealed class BuildOffsets(ShardCount shardCount)
{
    private readonly long[] _offsets = new long[shardCount.Value];

    /// <summary>The offset of a shard.</summary>
    public long Of(ShardId shard) => Volatile.Read(ref _offsets[shard.Value]);

    /// <summary>Takes an offset that the shard's only runner has just read or written.</summary>
    public void Set(ShardId shard, long offset) => Volatile.Write(ref _offsets[shard.Value], offset);

    /// <summary>Takes offsets that were read beside the runners; a runner may have come further meanwhile.</summary>
    public void Learn(IEnumerable<ShardProgress> progress)
    {
        foreach (var shard in progress)
        {
            ref var offset = ref _offsets[shard.Shard.Value];
            for (var known = Volatile.Read(ref offset); known < shard.Offset; known = Volatile.Read(ref offset))
            {
                Interlocked.CompareExchange(ref offset, shard.Offset, known);
            }
        }
    }
}
