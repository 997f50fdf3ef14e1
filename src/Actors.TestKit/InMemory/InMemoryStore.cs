using Actors.DeadLettering;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>
/// A journal in memory with the guarantees of a real one but durability, and with switches that make it fail. Thread-safe. Disposing
/// keeps the content: a store that "reopens" is the same object.
/// </summary>
public sealed class InMemoryStore : IJournalStore
{
    private readonly InMemoryTables _tables;

    /// <summary>Creates an empty store.</summary>
    /// <param name="shardCount">The number of its shards; <see cref="ShardCount.Default"/> where left out.</param>
    /// <param name="clock">The clock by which it tells how long members have been silent; the system's where left out.</param>
    public InMemoryStore(ShardCount? shardCount = null, TimeProvider? clock = null)
        : this(new InMemoryTables(clock ?? TimeProvider.System), shardCount ?? ShardCount.Default)
    {
    }

    private InMemoryStore(InMemoryTables tables, ShardCount shardCount)
    {
        _tables = tables;
        Journal = new InMemoryJournal(_tables, Faults, shardCount);
        Membership = new InMemoryMembershipStore(_tables, Faults, shardCount);
        Snapshots = new InMemorySnapshotStore(_tables, Faults);
        Offsets = new InMemoryOffsetStore(_tables, Faults);
        DeadLetters = new InMemoryDeadLetterStore(_tables, Faults);
        Upkeep = new InMemoryUpkeep(_tables, Faults, shardCount);
        Records = new InMemoryRecordDirectory(_tables, Faults);
    }

    /// <summary>The switches that make it fail.</summary>
    public InMemoryFaults Faults { get; } = new();

    /// <inheritdoc/>
    public IJournal Journal { get; }

    /// <inheritdoc/>
    public ISnapshotStore Snapshots { get; }

    /// <inheritdoc/>
    public IOffsetStore Offsets { get; }

    /// <inheritdoc/>
    public IDeadLetterStore DeadLetters { get; }

    /// <inheritdoc/>
    public IMembershipStore Membership { get; }

    /// <summary>Has nothing to compact: entities are found as they are.</summary>
    public IJournalUpkeep Upkeep { get; }

    /// <inheritdoc/>
    public IRecordDirectory Records { get; }

    /// <summary>Another node's way to the same content, with faults of its own: one may be cut off while the others are not.</summary>
    public InMemoryStore OpenAnother() => new(_tables, Journal.ShardCount);

    /// <summary>Does nothing; the content stays.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
