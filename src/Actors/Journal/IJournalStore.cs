using Actors.DeadLettering;
using Actors.Membership;
using Actors.Projections.Audits;

namespace Actors.Journal;

/// <summary>
/// One opened database with all that the runtime keeps in it. Its parts share one fate: they may be used concurrently until the
/// store is disposed, and not after.
/// </summary>
public interface IJournalStore : IAsyncDisposable
{
    /// <summary>The records of all shards.</summary>
    IJournal Journal { get; }

    /// <summary>The newest snapshot of each entity.</summary>
    ISnapshotStore Snapshots { get; }

    /// <summary>How far readers have come.</summary>
    IOffsetStore Offsets { get; }

    /// <summary>The messages that could not be handled.</summary>
    IDeadLetterStore DeadLetters { get; }

    /// <summary>The nodes that share the journal.</summary>
    IMembershipStore Membership { get; }

    /// <summary>The work that keeps the journal quick to read.</summary>
    IJournalUpkeep Upkeep { get; }

    /// <summary>Which records there are, for audits.</summary>
    IRecordDirectory Records { get; }
}
