using Actors.Journal;
using Actors.Sharding;

namespace Actors.Membership;

/// <summary>A shard that a node owned and no longer owns, without having handed it off.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Epoch">The epoch under which it owned the shard.</param>
/// <param name="Row">The shard's row now: who has it, since which epoch.</param>
internal sealed record LostShard(ShardId Shard, Epoch Epoch, ShardHead Row);
