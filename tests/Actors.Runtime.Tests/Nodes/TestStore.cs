using Actors.DeadLettering;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections.Audits;
using Actors.Sharding;
using Actors.TestKit.InMemory;

namespace Actors.Runtime.Tests.Nodes;

/// <summary>An in-memory store whose journal can be held up and hurt at each commit, and which can forget its readers' offsets.</summary>
internal sealed class TestStore : IJournalStore
{
    public TestStore(int shards = 8)
    {
        Inner = new InMemoryStore(new ShardCount(shards));
        Commits = new TestJournal(Inner.Journal);
        Removals = new TestUpkeep(Inner.Upkeep);
    }

    public InMemoryStore Inner { get; }

    public InMemoryFaults Faults => Inner.Faults;

    public TestJournal Commits { get; }

    public IJournal Journal => Commits;

    public ISnapshotStore Snapshots => Inner.Snapshots;

    public IOffsetStore Offsets { get; set; } = new TestOffsets();

    public IDeadLetterStore DeadLetters => Inner.DeadLetters;

    public IMembershipStore Membership => Inner.Membership;

    public IJournalUpkeep Upkeep => Removals;

    /// <summary>Counts the steps of removal.</summary>
    public TestUpkeep Removals { get; }

    public IRecordDirectory Records => Inner.Records;

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    /// <summary>Lets every reader begin anew, as if no offset had ever been saved.</summary>
    public void ForgetOffsets() => Offsets = new TestOffsets();

    /// <summary>All records of an entity, in order.</summary>
    public async Task<IReadOnlyList<JournalRecord>> RecordsOf(EntityKey entity) =>
        (await Inner.Journal.ReadEntities([new EntityPosition(entity, SequenceNumber.None)], CancellationToken.None))[0];

    /// <summary>How many records all shards have.</summary>
    public async Task<long> RecordCount() =>
        (await Inner.Journal.Heads([.. Journal.ShardCount.All], CancellationToken.None)).Sum(h => h.Head.Value);
}
