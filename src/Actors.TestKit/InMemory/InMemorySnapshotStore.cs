using Actors.Journal;

namespace Actors.TestKit.InMemory;

/// <summary>The snapshots of an <see cref="InMemoryStore"/>.</summary>
internal sealed class InMemorySnapshotStore(InMemoryTables tables, InMemoryFaults faults) : ISnapshotStore
{
    public Task Save(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken) => Run(
        () =>
        {
            foreach (var snapshot in snapshots)
            {
                if (!tables.Snapshots.TryGetValue(snapshot.Entity, out var stored) || stored.AsOf < snapshot.AsOf)
                {
                    tables.Snapshots[snapshot.Entity] = snapshot;
                }
            }

            return snapshots.Count;
        },
        cancellationToken);

    public Task<IReadOnlyList<Snapshot?>> Load(IReadOnlyList<EntityKey> entities, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<Snapshot?>>(() => [.. entities.Select(entity => tables.Snapshots.GetValueOrDefault(entity))], cancellationToken);

    public Task Clear(CancellationToken cancellationToken) => Run(
        () =>
        {
            tables.Snapshots.Clear();
            return true;
        },
        cancellationToken);

    private Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, work, cancellationToken);
}
