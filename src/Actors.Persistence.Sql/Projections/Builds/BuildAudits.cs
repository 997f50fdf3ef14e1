using System.Data.Common;
using System.Globalization;
using System.Text;
using Actors.Journal;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>How far the builds of a projection were compared with the journal, and what was found, in the SQL that both databases share. Thread-safe.</summary>
internal sealed class BuildAudits(IBuildDatabase database, ReaderName name, TimeProvider time)
{
    private const int RowsPerStatement = 100;

    /// <summary>Where the builds stand, and up to where that was compared.</summary>
    public Task<IReadOnlyList<ProjectionPlace>> Places(CancellationToken cancellationToken) => database.Read<IReadOnlyList<ProjectionPlace>>(
        async (connection, token) => await connection.Query(
            null,
            "SELECT p.build, p.shard, p.value, p.records, p.checksum, coalesce(a.value, 0), coalesce(a.records, 0), coalesce(a.checksum, 0) "
                + "FROM projection_progress p LEFT JOIN projection_audits a ON a.projection = p.projection AND a.build = p.build AND a.shard = p.shard "
                + "WHERE p.projection = @p0 ORDER BY p.build, p.shard",
            row => new ProjectionPlace(
                row.GetInt32(0),
                new ShardId(row.GetInt32(1)),
                new SequenceNumber(row.GetInt64(2)),
                Fold(row, 3),
                new SequenceNumber(row.GetInt64(5)),
                Fold(row, 6)),
            token,
            name.Value).ConfigureAwait(false),
        cancellationToken);

    /// <summary>What was found and still stands.</summary>
    public Task<IReadOnlyList<ProjectionSkip>> Skips(int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<ProjectionSkip>>(
        async (connection, token) => await connection.Query(
            null,
            "SELECT shard, kind, first_seq, last_seq, records, is_exact, build FROM projection_skips WHERE projection = @p0 ORDER BY build, shard, first_seq LIMIT @p1",
            row => new ProjectionSkip(
                new ShardId(row.GetInt32(0)),
                Enum.Parse<SkipKind>(row.GetString(1)),
                new SequenceNumber(row.GetInt64(2)),
                new SequenceNumber(row.GetInt64(3)),
                row.GetInt64(4),
                row.GetBoolean(5))
            { Build = row.GetInt32(6) },
            token,
            name.Value,
            limit).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Records that places were compared, and what was found.</summary>
    public Task Record(
        IReadOnlyList<ProjectionPlace> compared,
        IReadOnlyList<ProjectionSkip> found,
        IReadOnlyList<ProjectionPlace> cleared,
        CancellationToken cancellationToken) => database.Write(
        null,
        async (transaction, token) =>
        {
            foreach (var place in cleared)
            {
                await Delete(transaction, "projection_skips", place, token).ConfigureAwait(false);
            }

            foreach (var place in compared.Where(p => p.Offset < p.Audited))
            {
                await Delete(transaction, "projection_audits", place, token).ConfigureAwait(false);
            }

            foreach (var places in compared.Chunk(RowsPerStatement))
            {
                await Move(transaction, places, token).ConfigureAwait(false);
            }

            foreach (var skip in found)
            {
                await Add(transaction, skip, token).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    private static RecordFold Fold(DbDataReader row, int column) => new(row.GetInt64(column), (ulong)row.GetInt64(column + 1));

    private Task<int> Delete(DbTransaction transaction, string table, ProjectionPlace place, CancellationToken cancellationToken) => transaction.Execute(
        $"DELETE FROM {table} WHERE projection = @p0 AND build = @p1 AND shard = @p2", cancellationToken, name.Value, place.Build, place.Shard.Value);

    /// <summary>Another node that has compared further meanwhile is not set back.</summary>
    private Task<int> Move(DbTransaction transaction, ProjectionPlace[] places, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder("INSERT INTO projection_audits (projection, build, shard, value, records, checksum) VALUES ");
        var values = new List<object> { name.Value };
        foreach (var place in places)
        {
            var first = values.Count;
            sql.Append(first == 1 ? "(@p0" : ", (@p0").AppendJoin(string.Empty, Enumerable.Range(first, 5).Select(i => $", @p{i}")).Append(')');
            values.AddRange([place.Build, place.Shard.Value, place.Offset.Value, place.Given.Count, (long)place.Given.Value]);
        }

        sql.Append(
            CultureInfo.InvariantCulture,
            $" ON CONFLICT (projection, build, shard) DO UPDATE SET value = excluded.value, records = excluded.records, checksum = excluded.checksum WHERE projection_audits.value < excluded.value");
        return transaction.Execute(sql.ToString(), cancellationToken, [.. values]);
    }

    private Task<int> Add(DbTransaction transaction, ProjectionSkip skip, CancellationToken cancellationToken) => transaction.Execute(
        "INSERT INTO projection_skips (projection, build, shard, kind, first_seq, last_seq, records, is_exact, found) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8) ON CONFLICT (projection, build, shard, kind, first_seq, last_seq) DO NOTHING",
        cancellationToken,
        name.Value,
        skip.Build,
        skip.Shard.Value,
        skip.Kind.ToString(),
        skip.First.Value,
        skip.Last.Value,
        skip.Count,
        skip.IsExact,
        time.GetUtcNow().ToUnixTimeMilliseconds());
}
