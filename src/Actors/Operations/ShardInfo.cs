namespace Actors.Operations;

/// <summary>One shard in the memory of its owner.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Epoch">Since when its owner has it.</param>
/// <param name="Pending">How many messages it has taken and not answered.</param>
/// <param name="EntityCount">How many of its entities are in memory.</param>
/// <param name="Entities">Some of them, those used last first.</param>
public sealed record ShardInfo(int Shard, long Epoch, int Pending, int EntityCount, IReadOnlyList<LiveEntityInfo> Entities);
