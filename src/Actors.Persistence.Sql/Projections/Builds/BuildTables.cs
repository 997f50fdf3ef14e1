using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Projections.Tables;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>Creates, shows and drops the tables of builds.</summary>
internal static class BuildTables
{
    private static readonly IReadOnlyList<string> Kept =
    [
        "projection_tables", "projection_progress", "projection_parked", "projection_parked_records", "projection_owed_effects", "projection_audits",
        "projection_skips",
    ];

    /// <summary>Creates the tables of a build where they are missing, and writes down which they are.</summary>
    public static async Task Create(
        IBuildDatabase database, DbTransaction transaction, BuildKey build, SqlProjection projection, CancellationToken cancellationToken)
    {
        var known = await Of(transaction, build, cancellationToken).ConfigureAwait(false);
        if (projection.Tables.All(t => known.Contains(t.Name)))
        {
            return;
        }

        await database.LockSchema(transaction, cancellationToken).ConfigureAwait(false);
        foreach (var table in projection.Tables)
        {
            await Claim(transaction, build, table.Name, cancellationToken).ConfigureAwait(false);
            foreach (var sql in TableDefinition.Create(table, build.Build, database.Dialect))
            {
                await transaction.Execute(sql, cancellationToken).ConfigureAwait(false);
            }

        }
    }

    /// <summary>Shows the tables of a build to readers, instead of those of another.</summary>
    /// <exception cref="InvalidOperationException">Another table has the name that readers shall see.</exception>
    public static async Task Show(
        IBuildDatabase database, DbTransaction transaction, ReaderName projection, int? from, int to, CancellationToken cancellationToken)
    {
        var hidden = from is { } old ? await Of(transaction, new BuildKey(projection.Value, old), cancellationToken).ConfigureAwait(false) : [];
        var shown = await Of(transaction, new BuildKey(projection.Value, to), cancellationToken).ConfigureAwait(false);
        foreach (var name in shown.Except(hidden))
        {
            if (await database.IsTable(transaction, name, cancellationToken).ConfigureAwait(false))
            {
                throw new InvalidOperationException(
                    $"Projection {projection} wants to show its table {name} to readers, but the database has another table of that name already, "
                    + "perhaps of a projection without versions. Rename or drop it, or give this one another name.");
            }
        }

        await database.Show(transaction, hidden, shown, to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops the tables of a build, its progress and its parked records.</summary>
    public static async Task<bool> Drop(IBuildDatabase database, DbTransaction transaction, BuildKey build, CancellationToken cancellationToken)
    {
        foreach (var name in await Of(transaction, build, cancellationToken).ConfigureAwait(false))
        {
            await transaction.Execute($"DROP TABLE IF EXISTS {name}_{build.Build}", cancellationToken).ConfigureAwait(false);
        }

        foreach (var kept in Kept)
        {
            await transaction.Execute(
                $"DELETE FROM {kept} WHERE projection = @p0 AND build = @p1", cancellationToken, build.Projection, build.Build).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Writes down that a build has a table of a name.</summary>
    /// <exception cref="InvalidOperationException">Another projection has one of this name.</exception>
    private static async Task Claim(DbTransaction transaction, BuildKey build, string table, CancellationToken cancellationToken)
    {
        var others = await transaction.Query(
            "SELECT projection FROM projection_tables WHERE name = @p0 AND projection <> @p1",
            row => row.GetString(0),
            cancellationToken,
            table,
            build.Projection).ConfigureAwait(false);
        if (others is [var other, ..])
        {
            throw new InvalidOperationException(
                $"Projections {other} and {build.Projection} both have a table named {table}; give it another name in one of them.");
        }

        await transaction.Execute(
            "INSERT INTO projection_tables (projection, build, name) VALUES (@p0, @p1, @p2) ON CONFLICT (projection, build, name) DO NOTHING",
            cancellationToken,
            build.Projection,
            build.Build,
            table).ConfigureAwait(false);
    }

    /// <summary>The tables of a build, as readers call them.</summary>
    public static async Task<IReadOnlyList<string>> Of(DbTransaction transaction, BuildKey build, CancellationToken cancellationToken) => await transaction.Query(
        "SELECT name FROM projection_tables WHERE projection = @p0 AND build = @p1 ORDER BY name",
        row => row.GetString(0),
        cancellationToken,
        build.Projection,
        build.Build).ConfigureAwait(false);
}
