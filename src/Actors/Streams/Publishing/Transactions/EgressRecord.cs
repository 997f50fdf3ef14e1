using Actors.Journal;
using Actors.Sharding;

namespace Actors.Streams.Publishing.Transactions;

/// <summary>A record of the journal on its way out. Immutable.</summary>
/// <param name="Shard">Its shard.</param>
/// <param name="Sequence">Its number in the shard.</param>
/// <param name="Record">What is published for it; <see langword="null"/> when it is not for others.</param>
public sealed record EgressRecord(ShardId Shard, SequenceNumber Sequence, SinkRecord? Record);
