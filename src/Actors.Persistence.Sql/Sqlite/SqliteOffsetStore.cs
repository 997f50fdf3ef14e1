using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Offsets of readers in SQLite.</summary>
internal sealed class SqliteOffsetStore(SqliteDatabase database) : IOffsetStore
{
    private static readonly string LoadOffsets = EmbeddedSql.Script("Sqlite", "load_offsets");
    private static readonly string SaveOffset = EmbeddedSql.Script("Sqlite", "save_offset");

    public Task<IReadOnlyDictionary<ShardId, long>> Load(ReaderName reader, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyDictionary<ShardId, long>>(
            session =>
            {
                var offsets = new Dictionary<ShardId, long>();
                var row = session.Statement(LoadOffsets).Bind(reader.Value);
                while (row.Next())
                {
                    offsets[new ShardId((int)row.Number(0))] = row.Number(1);
                }

                return offsets;
            },
            cancellationToken);

    public Task Save(ReaderName reader, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken) =>
        database.Write(
            session =>
            {
                foreach (var (shard, value) in offsets)
                {
                    session.Statement(SaveOffset).Bind(reader.Value).Bind(shard.Value).Bind(value).Run();
                }

                return offsets.Count;
            },
            cancellationToken);
}
