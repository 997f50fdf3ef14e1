namespace Actors.Operations;

/// <summary>How far an audit of the journal is; the last one of an audit tells what it has found.</summary>
/// <param name="Shards">How many shards were read.</param>
/// <param name="ShardCount">How many there are.</param>
/// <param name="Records">How many records were read.</param>
/// <param name="IsOver">Whether this is the last one.</param>
/// <param name="Entities">How many entities those are about, at the end.</param>
/// <param name="FaultCount">How many broken promises there are, at the end.</param>
/// <param name="Faults">The first of them, at the end.</param>
public sealed record JournalAuditProgress(
    int Shards, int ShardCount, long Records, bool IsOver, long Entities, long FaultCount, IReadOnlyList<string> Faults);
