using Actors.Sharding;

namespace Actors.Journal;

/// <summary>The row of a shard: who owns it, since which claim, and how far its journal goes.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Owner">The owner's name, or <see langword="null"/> when nobody has claimed it, or its owner has released it.</param>
/// <param name="Epoch">Raised by every claim.</param>
/// <param name="Head">Its last record; <see cref="SequenceNumber.None"/> when it has none.</param>
public sealed record ShardHead(ShardId Shard, string? Owner, Epoch Epoch, SequenceNumber Head);
