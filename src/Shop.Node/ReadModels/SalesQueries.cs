using System.Data.Common;

namespace Shop.Node.ReadModels;

/// <summary>Questions about sales: of whole days, all together or by one dimension.</summary>
internal sealed class SalesQueries(ReadModelDatabase database)
{
    private const string Sums =
        "CAST(SUM(invoices) AS bigint), CAST(SUM(lines) AS bigint), CAST(SUM(units) AS bigint), CAST(SUM(gross) AS bigint), CAST(SUM(cancelled) AS bigint)";

    /// <summary>The dimensions by which sales are told, and where they are kept.</summary>
    private static readonly Dictionary<string, (string Table, string Name)> Dimensions = new(StringComparer.Ordinal)
    {
        ["country"] = ("sales_by_country", "country"),
        ["product"] = ("sales_by_product", "product"),
        ["month"] = ("sales_by_day", "substr(day, 1, 7)"),
        ["day"] = ("sales_by_day", "day"),
    };

    /// <summary>All sales; zeros where there are none.</summary>
    public async Task<SalesRow> Total(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            Within(new QueryText($"SELECT 'all', {Sums} FROM sales_by_day WHERE 1 = 1"), from, to).Add("HAVING COUNT(*) > 0"), Row, cancellationToken);
        return rows is [var row] ? row : new SalesRow("all", 0, 0, 0, 0, 0);
    }

    /// <summary>Sales by country, product, month or day.</summary>
    public Task<IReadOnlyList<SalesRow>> By(string dimension, SalesSpan span, CancellationToken cancellationToken)
    {
        var (table, name) = Dimensions[dimension];
        var query = Within(new QueryText($"SELECT {name}, {Sums} FROM {table} WHERE 1 = 1"), span.From, span.To).Add($"GROUP BY {name}");
        var rank = span.Order switch
        {
            SalesOrder.Net => "CAST(SUM(gross) + SUM(cancelled) AS bigint)",
            SalesOrder.Units => "CAST(SUM(units) AS bigint)",
            _ => null,
        };
        if (rank is null)
        {
            query.AddIf(span.After?.Name, $"HAVING {name} > ?").Add($"ORDER BY {name} LIMIT ?", (long)span.Limit);
        }
        else
        {
            if (span.After is var (value, last))
            {
                query.Add($"HAVING {rank} < ? OR ({rank} = ? AND {name} > ?)", value, value, last);
            }

            query.Add($"ORDER BY {rank} DESC, {name} LIMIT ?", (long)span.Limit);
        }

        return database.Query(query, Row, cancellationToken);
    }

    /// <summary>The days of one country or product.</summary>
    public Task<IReadOnlyList<SalesRow>> DaysOf(string dimension, string name, SalesSpan span, CancellationToken cancellationToken)
    {
        var (table, column) = Dimensions[dimension];
        var query = Within(new QueryText($"SELECT day, invoices, lines, units, gross, cancelled FROM {table}").Add($"WHERE {column} = ?", name), span.From, span.To);
        return database.Query(query.AddIf(span.After?.Name, "AND day > ?").Add("ORDER BY day LIMIT ?", (long)span.Limit), Row, cancellationToken);
    }

    private static QueryText Within(QueryText query, DateTimeOffset? from, DateTimeOffset? to) =>
        query.AddIf(from, "AND day >= ?", t => Days.Of(t)).AddIf(to, "AND day < ?", t => Days.After(t));

    private static SalesRow Row(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Money.FromStored(row.GetInt64(4)), Money.FromStored(row.GetInt64(5)));
}
