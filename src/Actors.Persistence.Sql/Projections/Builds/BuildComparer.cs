using System.Data.Common;
using Actors.Journal;
using Actors.Projections;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>Compares the tables of two builds in one snapshot of the database, in the columns that both have.</summary>
internal sealed class BuildComparer(IBuildDatabase database, DbTransaction snapshot, ReaderName projection, int active, int candidate)
{
    private const int SampleRows = 5;

    public async Task<IReadOnlyList<TableComparison>> Compare(CancellationToken cancellationToken)
    {
        var names = (await BuildTables.Of(snapshot, new BuildKey(projection.Value, active), cancellationToken).ConfigureAwait(false))
            .Intersect(await BuildTables.Of(snapshot, new BuildKey(projection.Value, candidate), cancellationToken).ConfigureAwait(false));
        var tables = new List<TableComparison>();
        foreach (var name in names)
        {
            tables.Add(await Compare(name, cancellationToken).ConfigureAwait(false));
        }

        return tables;
    }

    private async Task<TableComparison> Compare(string name, CancellationToken cancellationToken)
    {
        var (mine, theirs) = ($"{name}_{active}", $"{name}_{candidate}");
        string[] columns =
        [
            .. (await database.ColumnsOf(snapshot, mine, cancellationToken).ConfigureAwait(false))
                .Intersect(await database.ColumnsOf(snapshot, theirs, cancellationToken).ConfigureAwait(false)).Select(c => c.Name),
        ];
        var left = await Sum(mine, columns, cancellationToken).ConfigureAwait(false);
        var right = await Sum(theirs, columns, cancellationToken).ConfigureAwait(false);
        var comparison = new TableComparison(name, columns, left.Rows, right.Rows, left.Checksum, right.Checksum, []);
        return comparison.IsEqual
            ? comparison
            : comparison with
            {
                Sample =
                [
                    .. await Only(mine, theirs, columns, "- ", cancellationToken).ConfigureAwait(false),
                    .. await Only(theirs, mine, columns, "+ ", cancellationToken).ConfigureAwait(false),
                ],
            };
    }

    private async Task<(long Rows, string Checksum)> Sum(string table, string[] columns, CancellationToken cancellationToken)
    {
        var checksum = columns.Length == 0 ? "''" : database.ChecksumOf(columns);
        var rows = await snapshot.Query(
            $"SELECT count(*), {checksum} FROM {table}", row => (row.GetInt64(0), row.IsDBNull(1) ? string.Empty : row.GetString(1)), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    private async Task<IEnumerable<string>> Only(string table, string other, string[] columns, string sign, CancellationToken cancellationToken)
    {
        if (columns.Length == 0)
        {
            return [];
        }

        var list = string.Join(", ", columns);
        var rows = await snapshot.Query(
            $"SELECT {database.TextOf(columns)} FROM (SELECT {list} FROM {table} EXCEPT SELECT {list} FROM {other} LIMIT {SampleRows}) AS only_here",
            row => row.GetString(0),
            cancellationToken).ConfigureAwait(false);
        return rows.Select(row => sign + row);
    }
}
