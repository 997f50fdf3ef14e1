using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>Offsets of readers in PostgreSQL, saved without waiting for the disk: they may lag behind what was done.</summary>
internal sealed class PostgresOffsetStore(PostgresDatabase database) : IOffsetStore
{
    private static readonly string RelaxDurability = EmbeddedSql.Script("Postgres", "relax_durability");
    private static readonly string LoadOffsets = EmbeddedSql.Script("Postgres", "load_offsets");
    private static readonly string SaveOffsets = EmbeddedSql.Script("Postgres", "save_offsets");

    public async Task<IReadOnlyDictionary<ShardId, long>> Load(ReaderName reader, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            LoadOffsets,
            [Value(reader.Value)],
            row => (Shard: new ShardId(row.GetInt32(0)), Value: row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Shard, row => row.Value);
    }

    public Task Save(ReaderName reader, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken)
    {
        if (offsets.Count == 0)
        {
            return Task.CompletedTask;
        }

        var rows = offsets.OrderBy(offset => offset.Key).ToList();
        return database.Execute(
            [
                (RelaxDurability, []),
                (SaveOffsets,
                [
                    Value(reader.Value),
                    Value(rows.Select(row => row.Key.Value).ToArray()),
                    Value(rows.Select(row => row.Value).ToArray()),
                ]),
            ],
            cancellationToken);
    }
}
