using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>The records that a build has set aside: by entity, in order. They stay in the journal; kept here is which they are.</summary>
internal sealed class ParkedRecords(BuildKey build)
{
    private const int ReasonLengthMax = 2000;

    /// <summary>
    /// Sets records aside; the first of an entity brings the reason. Each record owes the effects of its handler to the build that readers
    /// saw when its turn came, whichever they see when it is replayed: so they are told once.
    /// </summary>
    public async Task Add(
        DbTransaction transaction, IReadOnlyList<ParkedRecord> records, bool oweEffects, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (record, reason) in records)
        {
            if (reason is not null)
            {
                await transaction.Execute(
                    "INSERT INTO projection_parked (projection, build, entity, shard, reason, since, is_wanted) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, false)",
                    cancellationToken,
                    build.Projection,
                    build.Build,
                    record.Entity.ToString(),
                    record.Shard.Value,
                    Shorten(reason),
                    now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            }

            await transaction.Execute(
                "INSERT INTO projection_parked_records (projection, build, entity, seq) VALUES (@p0, @p1, @p2, @p3)",
                cancellationToken,
                build.Projection,
                build.Build,
                record.Entity.ToString(),
                record.Sequence.Value).ConfigureAwait(false);
            if (oweEffects)
            {
                await transaction.Execute(
                    "INSERT INTO projection_owed_effects (projection, build, entity, seq) VALUES (@p0, @p1, @p2, @p3)",
                    cancellationToken,
                    build.Projection,
                    build.Build,
                    record.Entity.ToString(),
                    record.Sequence.Value).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a record that is replayed owes effects; it does so no more after this.</summary>
    public async Task<bool> SettleEffects(DbTransaction transaction, JournalRecord record, CancellationToken cancellationToken) =>
        await transaction.Execute(
            "DELETE FROM projection_owed_effects WHERE projection = @p0 AND build = @p1 AND entity = @p2 AND seq = @p3",
            cancellationToken,
            build.Projection,
            build.Build,
            record.Entity.ToString(),
            record.Sequence.Value).ConfigureAwait(false) > 0;

    /// <summary>The parked entities, the one that was parked first in front.</summary>
    public async Task<IReadOnlyList<ParkedEntity>> List(DbConnection connection, CancellationToken cancellationToken) => await connection.Query(
        null,
        "SELECT entity, reason, since, is_wanted, (SELECT count(*) FROM projection_parked_records r WHERE r.projection = p.projection AND r.build = p.build AND r.entity = p.entity) "
            + "FROM projection_parked p WHERE projection = @p0 AND build = @p1 ORDER BY since, entity",
        row => new ParkedEntity(
            EntityKey.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(4), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), row.GetBoolean(3)),
        cancellationToken,
        build.Projection,
        build.Build).ConfigureAwait(false);

    /// <summary>The first records of an entity.</summary>
    public async Task<IReadOnlyList<SequenceNumber>> Records(DbConnection connection, EntityKey entity, int limit, CancellationToken cancellationToken) =>
        await connection.Query(
            null,
            "SELECT seq FROM projection_parked_records WHERE projection = @p0 AND build = @p1 AND entity = @p2 ORDER BY seq LIMIT @p3",
            row => new SequenceNumber(row.GetInt64(0)),
            cancellationToken,
            build.Projection,
            build.Build,
            entity.ToString(),
            limit).ConfigureAwait(false);

    /// <summary>Forgets records, and the entity with its last one; none if another runner has moved the shard meanwhile.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> Remove(
        DbTransaction transaction, EntityKey entity, IReadOnlyList<JournalRecord> records, long offset, CancellationToken cancellationToken)
    {
        // Changes the shard's row and nothing in it: two runners of one shard are never here at once.
        var isMine = await transaction.Execute(
            "UPDATE projection_progress SET value = value WHERE projection = @p0 AND build = @p1 AND shard = @p2 AND value = @p3",
            cancellationToken,
            build.Projection,
            build.Build,
            records[0].Shard.Value,
            offset).ConfigureAwait(false) == 1;
        if (!isMine)
        {
            return 0;
        }

        var removed = await transaction.Execute(
            "DELETE FROM projection_parked_records WHERE projection = @p0 AND build = @p1 AND entity = @p2 AND seq BETWEEN @p3 AND @p4",
            cancellationToken,
            build.Projection,
            build.Build,
            entity.ToString(),
            records[0].Sequence.Value,
            records[^1].Sequence.Value).ConfigureAwait(false);
        await transaction.Execute(
            "DELETE FROM projection_parked WHERE projection = @p0 AND build = @p1 AND entity = @p2 AND NOT EXISTS "
                + "(SELECT 1 FROM projection_parked_records r WHERE r.projection = @p0 AND r.build = @p1 AND r.entity = @p2)",
            cancellationToken,
            build.Projection,
            build.Build,
            entity.ToString()).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Leaves an entity parked, and nobody wants it until somebody asks again.</summary>
    public Task<int> Keep(DbTransaction transaction, EntityKey entity, string reason, CancellationToken cancellationToken) => transaction.Execute(
        "UPDATE projection_parked SET is_wanted = false, reason = @p3 WHERE projection = @p0 AND build = @p1 AND entity = @p2",
        cancellationToken,
        build.Projection,
        build.Build,
        entity.ToString(),
        Shorten(reason));

    /// <summary>Says that somebody wants an entity, or all, to be replayed.</summary>
    public Task<int> Want(DbTransaction transaction, EntityKey? entity, CancellationToken cancellationToken) => transaction.Execute(
        "UPDATE projection_parked SET is_wanted = true WHERE projection = @p0 AND build = @p1 AND (@p2 = '' OR entity = @p2)",
        cancellationToken,
        build.Projection,
        build.Build,
        entity?.ToString() ?? string.Empty);

    private static string Shorten(string reason)
    {
        var clean = StoredText.Clean(reason);
        return clean.Length <= ReasonLengthMax ? clean : clean[..ReasonLengthMax];
    }
}
