using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>Snapshots in PostgreSQL, saved without waiting for the disk.</summary>
internal sealed class PostgresSnapshotStore(PostgresDatabase database) : ISnapshotStore
{
    private static readonly string RelaxDurability = EmbeddedSql.Script("Postgres", "relax_durability");
    private static readonly string SaveSnapshots = EmbeddedSql.Script("Postgres", "save_snapshots");
    private static readonly string LoadSnapshots = EmbeddedSql.Script("Postgres", "load_snapshots");
    private static readonly string ClearSnapshots = EmbeddedSql.Script("Postgres", "clear_snapshots");

    public Task Save(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        if (snapshots.Count == 0)
        {
            return Task.CompletedTask;
        }

        // One row each, the newest, and in one order for all callers: a statement cannot replace a row twice, and must not deadlock.
        var rows = snapshots
            .GroupBy(s => s.Entity).Select(group => group.MaxBy(s => s.AsOf)!)
            .OrderBy(s => s.Entity.Hash).ToList();
        return database.Execute(
            [
                (RelaxDurability, []),
                (SaveSnapshots,
                [
                    Value(rows.Select(s => unchecked((long)s.Entity.Hash)).ToArray()),
                    Value(rows.Select(s => s.Entity.ToString()).ToArray()),
                    Value(rows.Select(s => s.AsOf.Value).ToArray()),
                    Value(rows.Select(s => s.Version.Value).ToArray()),
                    Value(rows.Select(s => s.Image).ToArray()),
                ]),
            ],
            cancellationToken);
    }

    public async Task<IReadOnlyList<Snapshot?>> Load(IReadOnlyList<EntityKey> entities, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            LoadSnapshots,
            [
                Value(entities.Select(e => unchecked((long)e.Hash)).ToArray()),
                Value(entities.Select(e => e.ToString()).ToArray()),
            ],
            row => (
                Place: (int)row.GetInt64(0) - 1,
                AsOf: new SequenceNumber(row.GetInt64(1)),
                Version: new EntityVersion(row.GetInt64(2)),
                Image: row.GetFieldValue<byte[]>(3)),
            cancellationToken).ConfigureAwait(false);
        var snapshots = new Snapshot?[entities.Count];
        foreach (var (place, asOf, version, image) in rows)
        {
            snapshots[place] = new Snapshot(entities[place], asOf, version, image);
        }

        return snapshots;
    }

    public Task Clear(CancellationToken cancellationToken) => database.Execute([(ClearSnapshots, [])], cancellationToken);
}
