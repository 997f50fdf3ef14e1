using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>The tails of all shards in this store. Thread-safe.</summary>
internal sealed class TailCache(ShardCount shardCount)
{
    private readonly ShardTail[] _tails = [.. shardCount.All.Select(_ => new ShardTail())];

    /// <summary>How many bytes all tails have.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (var tail in _tails)
            {
                bytes += tail.Bytes;
            }

            return bytes;
        }
    }

    /// <summary>The tail of a shard.</summary>
    public ShardTail Of(ShardId shard) => _tails[shard.Value];

    /// <summary>From where on a shard is to be read.</summary>
    public TailPosition PositionOf(ShardId shard) => new(shard, Of(shard).Known);

    /// <summary>The number of shards.</summary>
    public ShardCount ShardCount => shardCount;
}
