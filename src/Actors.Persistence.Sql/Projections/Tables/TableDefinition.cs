namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>The statements that create and drop a build's table, and those that show it to readers.</summary>
internal static class TableDefinition
{
    /// <summary>Creates the table with its indexes, where they are missing.</summary>
    public static IEnumerable<string> Create(SqlTable table, int build, SqlDialect dialect)
    {
        var name = table.NameIn(build);
        var columns = table.Keys.Concat(table.Values).Select(c => $"{c.Name} {TypeOf(c.Type, dialect)}{(c.IsNullable ? string.Empty : $" NOT NULL{DefaultOf(c)}")}");
        yield return $"CREATE TABLE IF NOT EXISTS {name} ({string.Join(", ", columns)}, PRIMARY KEY ({string.Join(", ", table.Keys.Select(k => k.Name))}))";
        foreach (var index in table.Indexes)
        {
            yield return $"CREATE INDEX IF NOT EXISTS {name}_{string.Join('_', index)} ON {name} ({string.Join(", ", index)})";
        }
    }

    /// <summary>Drops the table.</summary>
    public static string Drop(SqlTable table, int build) => $"DROP TABLE IF EXISTS {table.NameIn(build)}";

    /// <summary>Takes the name away from readers.</summary>
    public static string Hide(string table) => $"DROP VIEW IF EXISTS {table}";

    /// <summary>Shows the build's table to readers.</summary>
    public static string Show(SqlTable table, int build) => $"CREATE VIEW {table.Name} AS SELECT * FROM {table.NameIn(build)}";

    /// <summary>A type in a database's SQL.</summary>
    public static string TypeOf(SqlType type, SqlDialect dialect) => (type, dialect) switch
    {
        (SqlType.Text, _) => "text",
        (SqlType.Number, SqlDialect.Postgres) => "bigint",
        (SqlType.Real, SqlDialect.Postgres) => "double precision",
        (SqlType.Boolean, SqlDialect.Postgres) => "boolean",
        (SqlType.Time, SqlDialect.Postgres) => "timestamptz",
        (SqlType.Bytes, SqlDialect.Postgres) => "bytea",
        (SqlType.Number or SqlType.Boolean, _) => "integer",
        (SqlType.Real, _) => "real",
        (SqlType.Time, _) => "text",
        _ => "blob",
    };

    private static string DefaultOf(SqlColumn column) => (column.IsKey, column.Type) switch
    {
        (false, SqlType.Number or SqlType.Real) => " DEFAULT 0",
        (false, SqlType.Boolean) => " DEFAULT false",
        _ => string.Empty,
    };
}
