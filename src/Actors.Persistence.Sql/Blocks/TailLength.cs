using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>How many records of a shard are not compacted.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Records">How many.</param>
internal readonly record struct TailLength(ShardId Shard, long Records);
