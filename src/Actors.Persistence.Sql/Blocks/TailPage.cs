using Actors.Journal.Blocks;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>What one state of the database says about a shard's tail.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Mark">How far it is compacted.</param>
/// <param name="Head">Its last record.</param>
/// <param name="Blocks">In order, the next blocks after what was known and after the mark; not always up to the head.</param>
internal sealed record TailPage(ShardId Shard, CompactionMark Mark, long Head, IReadOnlyList<Block> Blocks);
