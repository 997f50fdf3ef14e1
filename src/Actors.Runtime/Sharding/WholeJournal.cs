using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// All shards for the node that owns the first one, none for the others: for what only one node may do at a time. The token of each
/// falls with the ownership of the first. Thread-safe.
/// </summary>
internal sealed class WholeJournal(IOwnedShards owned, ShardCount shardCount) : IOwnedShards
{
    private static readonly ShardId Deciding = new(0);
    private readonly Lock _lock = new();
    private OwnedShard? _first;
    private IReadOnlyList<OwnedShard> _all = [];

    /// <inheritdoc/>
    public IReadOnlyList<OwnedShard> Owned
    {
        get
        {
            var first = owned.Owned.FirstOrDefault(o => o.Shard == Deciding);
            lock (_lock)
            {
                if (first != _first)
                {
                    _first = first;
                    _all = first is null ? [] : [.. shardCount.All.Select(shard => first.With(shard))];
                }

                return _all;
            }
        }
    }
}
