namespace Actors.Journal;

/// <summary>
/// Keeps the newest snapshot of each entity. All members may be called concurrently, and throw
/// <see cref="JournalUnavailableException"/> when the store cannot be reached. Saving needs no durability of its own.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>Saves snapshots; one that is not newer than the stored one is passed over.</summary>
    Task Save(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken);

    /// <summary>Loads snapshots: one entry for each entity asked for, in that order, <see langword="null"/> where there is none.</summary>
    Task<IReadOnlyList<Snapshot?>> Load(IReadOnlyList<EntityKey> entities, CancellationToken cancellationToken);

    /// <summary>Deletes all snapshots, so that every entity is replayed from its events. For tests and repairs.</summary>
    Task Clear(CancellationToken cancellationToken);
}
