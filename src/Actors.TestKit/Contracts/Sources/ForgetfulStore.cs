using Actors.DeadLettering;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections.Audits;
using Actors.TestKit.InMemory;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>A store that has forgotten where its readers were; all else is as it was.</summary>
internal sealed class ForgetfulStore(IJournalStore store) : IJournalStore
{
    public IJournal Journal => store.Journal;

    public ISnapshotStore Snapshots => store.Snapshots;

    public IOffsetStore Offsets { get; } = new InMemoryStore().Offsets;

    public IDeadLetterStore DeadLetters => store.DeadLetters;

    public IMembershipStore Membership => store.Membership;

    public IJournalUpkeep Upkeep => store.Upkeep;

    public IRecordDirectory Records => store.Records;

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
