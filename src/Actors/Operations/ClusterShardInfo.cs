namespace Actors.Operations;

/// <summary>One shard of a cluster.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Owner">The life of the node that owns it; <see langword="null"/> when nobody does.</param>
/// <param name="Epoch">How often it was claimed.</param>
/// <param name="Head">The number of its last record.</param>
/// <param name="IsServed">Whether its owner is a living member.</param>
public sealed record ClusterShardInfo(int Shard, string? Owner, long Epoch, long Head, bool IsServed);
