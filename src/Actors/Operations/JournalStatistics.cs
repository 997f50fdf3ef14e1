namespace Actors.Operations;

/// <summary>How large the journal is.</summary>
/// <param name="Records">The records of all shards.</param>
/// <param name="Shards">Each shard.</param>
public sealed record JournalStatistics(long Records, IReadOnlyList<ShardHeadInfo> Shards);
