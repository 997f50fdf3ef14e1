using Actors.DeadLettering;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections.Audits;
using Actors.TestKit.InMemory;

namespace Actors.Benchmarks.Databases;

/// <summary>A store whose journal keeps heads and no records. For models without readers, and entities that stay in memory.</summary>
internal sealed class ForgetfulStore : IJournalStore
{
    private readonly InMemoryStore _rest = new();

    public IJournal Journal { get; } = new ForgetfulJournal();

    public ISnapshotStore Snapshots => _rest.Snapshots;

    public IOffsetStore Offsets => _rest.Offsets;

    public IDeadLetterStore DeadLetters => _rest.DeadLetters;

    public IMembershipStore Membership => _rest.Membership;

    public IJournalUpkeep Upkeep => _rest.Upkeep;

    public IRecordDirectory Records => _rest.Records;

    public ValueTask DisposeAsync() => _rest.DisposeAsync();
}
