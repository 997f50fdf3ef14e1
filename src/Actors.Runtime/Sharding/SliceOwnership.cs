using Actors.Projections;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// All shards of a slice for the node that owns its first one, none for the others: for what only one node may do at a time. The token of
/// each falls with the ownership of the first. Thread-safe.
/// </summary>
internal sealed class SliceOwnership : IOwnedShards
{
    private readonly IOwnedShards _owned;
    private readonly ShardId _deciding;
    private readonly ShardId[] _shards;
    private readonly Lock _lock = new();
    private OwnedShard? _first;
    private IReadOnlyList<OwnedShard> _all = [];

    /// <param name="owned">What the node owns.</param>
    /// <param name="shardCount">How many shards there are.</param>
    /// <param name="slice">Which of them.</param>
    /// <exception cref="ArgumentException">There are more slices than shards.</exception>
    public SliceOwnership(IOwnedShards owned, ShardCount shardCount, ShardSlice slice)
    {
        if (slice.Count > shardCount.Value)
        {
            throw new ArgumentException(
                $"Slice {slice} of the shards does not exist: this journal has {shardCount.Value} shards. Take at most as many slices.", nameof(slice));
        }

        _owned = owned;
        _deciding = slice.First;
        _shards = [.. shardCount.All.Where(slice.Holds)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<OwnedShard> Owned
    {
        get
        {
            var first = _owned.Owned.FirstOrDefault(o => o.Shard == _deciding);
            lock (_lock)
            {
                if (first != _first)
                {
                    _first = first;
                    _all = first is null ? [] : [.. _shards.Select(shard => first.With(shard))];
                }

                return _all;
            }
        }
    }
}
