using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>
/// A journal in memory with the guarantees of a real one but durability, and with switches that make it fail. Thread-safe. Disposing
/// keeps the content: a store that "reopens" is the same object.
/// </summary>
public sealed class InMemoryStore : IJournalStore
{
    private readonly InMemoryTables _tables = new();

    /// <summary>Creates an empty store.</summary>
    /// <param name="shardCount">The number of its shards; <see cref="ShardCount.Default"/> where left out.</param>
    public InMemoryStore(ShardCount? shardCount = null)
    {
        Journal = new InMemoryJournal(_tables, Faults, shardCount ?? ShardCount.Default);
        Snapshots = new InMemorySnapshotStore(_tables, Faults);
        Offsets = new InMemoryOffsetStore(_tables, Faults);
        DeadLetters = new InMemoryDeadLetterStore(_tables, Faults);
        Upkeep = new InMemoryUpkeep(_tables, Faults);
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

    /// <summary>Has nothing to do: entities are found as they are.</summary>
    public IJournalUpkeep Upkeep { get; }

    /// <summary>Does nothing; the content stays.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
