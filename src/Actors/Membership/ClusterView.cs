using Actors.Journal;

namespace Actors.Membership;

/// <summary>All members and all shards at one moment, read in one transaction.</summary>
/// <param name="Members">Every member that is not removed, in order of their ids.</param>
/// <param name="Shards">The row of every shard, in order of their numbers; one that nobody has claimed yet has no owner and epoch 0.</param>
public sealed record ClusterView(IReadOnlyList<Member> Members, IReadOnlyList<ShardHead> Shards);
