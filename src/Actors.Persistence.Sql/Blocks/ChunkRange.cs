using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>Which chunks of an entity are wanted.</summary>
/// <param name="Shard">The entity's shard.</param>
/// <param name="Hash">The entity's hash.</param>
/// <param name="After">Only chunks with a record after this one.</param>
/// <param name="CountMax">At most this many, the earliest ones.</param>
internal readonly record struct ChunkRange(ShardId Shard, ulong Hash, long After, int CountMax);
