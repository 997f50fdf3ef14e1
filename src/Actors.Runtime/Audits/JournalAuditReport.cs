using Actors.Journal.Audits;

namespace Actors.Runtime.Audits;

/// <summary>What an audit has found.</summary>
/// <param name="Shards">How many shards were read.</param>
/// <param name="Records">How many records they have.</param>
/// <param name="Entities">How many entities those are about.</param>
/// <param name="FaultCount">How many faults there are.</param>
/// <param name="Faults">The first of them.</param>
public sealed record JournalAuditReport(int Shards, long Records, long Entities, long FaultCount, IReadOnlyList<AuditFault> Faults)
{
    /// <summary>Whether every promise is kept.</summary>
    public bool IsClean => FaultCount == 0;
}
