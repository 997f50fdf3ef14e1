using Actors.Journal;
using Actors.Sharding;

namespace Actors.Projections.Audits;

/// <summary>How far a projection has come in a shard, as it stands in its own transaction, and how far that was audited.</summary>
/// <param name="Build">The number of the build; 0 where a projection has no builds.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Offset">Up to where it was applied.</param>
/// <param name="Given">Count and fold of the records that it was given up to there.</param>
/// <param name="Audited">Up to where it was compared with the journal.</param>
/// <param name="AuditedFold">Its fold at that place.</param>
public sealed record ProjectionPlace(
    int Build, ShardId Shard, SequenceNumber Offset, RecordFold Given, SequenceNumber Audited, RecordFold AuditedFold);
