using Actors.Journal;
using Actors.Persistence.Sql.Scripting;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Snapshots in SQLite.</summary>
internal sealed class SqliteSnapshotStore(SqliteDatabase database) : ISnapshotStore
{
    private static readonly string SaveSnapshot = EmbeddedSql.Script("Sqlite", "save_snapshot");
    private static readonly string LoadSnapshot = EmbeddedSql.Script("Sqlite", "load_snapshot");
    private static readonly string ClearSnapshots = EmbeddedSql.Script("Sqlite", "clear_snapshots");

    public Task Save(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken) =>
        database.Write(
            session =>
            {
                foreach (var snapshot in snapshots)
                {
                    session.Statement(SaveSnapshot)
                        .Bind(unchecked((long)snapshot.Entity.Hash)).Bind(snapshot.Entity.ToString())
                        .Bind(snapshot.AsOf.Value).Bind(snapshot.Version.Value).Bind(snapshot.Image.Span)
                        .Run();
                }

                return snapshots.Count;
            },
            cancellationToken);

    public Task<IReadOnlyList<Snapshot?>> Load(IReadOnlyList<EntityKey> entities, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<Snapshot?>>(session => [.. entities.Select(entity => Load(session, entity))], cancellationToken);

    public Task Clear(CancellationToken cancellationToken) =>
        database.Write(session => session.Statement(ClearSnapshots).Run(), cancellationToken);

    private static Snapshot? Load(SqliteSession session, EntityKey entity)
    {
        Snapshot? snapshot = null;
        var row = session.Statement(LoadSnapshot).Bind(unchecked((long)entity.Hash)).Bind(entity.ToString());
        while (row.Next())
        {
            snapshot = new Snapshot(entity, new SequenceNumber(row.Number(0)), new EntityVersion(row.Number(1)), row.Bytes(2));
        }

        return snapshot;
    }
}
