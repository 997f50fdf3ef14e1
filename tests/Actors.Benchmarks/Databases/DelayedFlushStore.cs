using Actors.DeadLettering;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections.Audits;

namespace Actors.Benchmarks.Databases;

/// <summary>A store whose commits take longer by a fixed time, as on a disk whose flush costs that much.</summary>
internal sealed class DelayedFlushStore(IJournalStore inner, TimeSpan delay) : IJournalStore
{
    private readonly DelayedFlushJournal _journal = new(inner.Journal, delay);

    public IJournal Journal => _journal;

    public ISnapshotStore Snapshots => inner.Snapshots;

    public IOffsetStore Offsets => inner.Offsets;

    public IDeadLetterStore DeadLetters => inner.DeadLetters;

    public IMembershipStore Membership => inner.Membership;

    public IJournalUpkeep Upkeep => inner.Upkeep;

    public IRecordDirectory Records => inner.Records;

    public ValueTask DisposeAsync()
    {
        _journal.Dispose();
        return inner.DisposeAsync();
    }
}
