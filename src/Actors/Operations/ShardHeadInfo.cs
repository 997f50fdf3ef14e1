namespace Actors.Operations;

/// <summary>One shard in the journal.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Head">The number of its last record.</param>
/// <param name="Epoch">How often it was claimed.</param>
/// <param name="Owner">Who claimed it last.</param>
public sealed record ShardHeadInfo(int Shard, long Head, long Epoch, string? Owner);
