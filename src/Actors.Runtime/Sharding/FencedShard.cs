using Actors.Journal;

namespace Actors.Runtime.Sharding;

/// <summary>A shard that another owner has taken while a batch of it was on its way.</summary>
/// <param name="Head">The shard's row.</param>
/// <param name="IsUncertain">Whether the batch may have become durable before the shard was taken.</param>
internal sealed record FencedShard(ShardHead Head, bool IsUncertain);
