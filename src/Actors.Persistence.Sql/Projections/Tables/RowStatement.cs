namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>The statement for rows of one shape: the columns it takes values for, and its SQL around a source of rows.</summary>
internal sealed class RowStatement
{
    private RowStatement(IReadOnlyList<SqlColumn> columns, IReadOnlyList<int> places, string sql)
    {
        Columns = columns;
        Places = places;
        Sql = sql;
    }

    /// <summary>The columns of its source: those of the key, then those that change.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>The places of those that change among the table's values.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>Its SQL.</summary>
    public string Sql { get; }

    /// <summary>Makes the statement for a row and all others of its shape.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">Its name in the build.</param>
    /// <param name="row">One of the rows.</param>
    /// <param name="source">The FROM item that gives the columns of all rows, from the columns.</param>
    public static RowStatement Of(SqlTable table, string name, PendingRow row, Func<IReadOnlyList<SqlColumn>, string> source)
    {
        int[] places = [.. Enumerable.Range(0, table.Values.Count).Where(i => row.Change != RowChange.Delete && row.ChangeOf(i) != CellChange.None)];
        SqlColumn[] columns = [.. table.Keys, .. places.Select(i => table.Values[i])];
        var from = source(columns);
        var keys = string.Join(" AND ", table.Keys.Select(k => $"{name}.{k.Name} = given.{k.Name}"));
        var sql = row.Change switch
        {
            RowChange.Upsert => $"INSERT INTO {name} ({Names(columns)}) SELECT {Names(columns)} FROM {from} WHERE true ON CONFLICT ({Names(table.Keys)}) "
                + (places.Length == 0 ? "DO NOTHING" : $"DO UPDATE SET {Changes(table, name, row, places, "excluded")}"),
            RowChange.Update => places.Length == 0
                ? $"SELECT 1 FROM {from} WHERE false"
                : $"UPDATE {name} SET {Changes(table, name, row, places, "given")} FROM {from} WHERE {keys}",
            _ => $"DELETE FROM {name} WHERE EXISTS (SELECT 1 FROM {from} WHERE {keys})",
        };
        return new RowStatement(columns, places, sql);
    }

    /// <summary>The value of a row for one of the <see cref="Columns"/>.</summary>
    public object? ValueOf(PendingRow row, int column)
    {
        var keys = Columns.Count - Places.Count;
        return column < keys ? row.Key[column] : row.ValueOf(Places[column - keys]);
    }

    private static string Changes(SqlTable table, string name, PendingRow row, int[] places, string source) => string.Join(
        ", ",
        places.Select(i => (table.Values[i].Name, row.ChangeOf(i)) switch
        {
            (var column, CellChange.Add) => $"{column} = {name}.{column} + {source}.{column}",
            var (column, _) => $"{column} = {source}.{column}",
        }));

    private static string Names(IReadOnlyList<SqlColumn> columns) => string.Join(", ", columns.Select(c => c.Name));
}
