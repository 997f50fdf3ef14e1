using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>From where on the blocks of a shard are wanted.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Known">The last record that is known already; 0 when none is.</param>
internal readonly record struct TailPosition(ShardId Shard, long Known);
