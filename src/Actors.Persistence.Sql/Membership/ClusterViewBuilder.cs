using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Membership;

/// <summary>Puts a view together from rows: a shard without a row is one that nobody has claimed.</summary>
internal sealed class ClusterViewBuilder(ShardCount shardCount)
{
    private readonly List<Member> _members = [];
    private readonly ShardHead[] _shards =
        [.. shardCount.All.Select(shard => new ShardHead(shard, null, Epoch.None, SequenceNumber.None))];

    /// <summary>Adds a member, in the order of their ids.</summary>
    public void Add(Member member) => _members.Add(member);

    /// <summary>Adds the row of a shard.</summary>
    public void Add(ShardHead shard) => _shards[shard.Shard.Value] = shard;

    /// <summary>The view.</summary>
    public ClusterView Build() => new(_members, _shards);
}
