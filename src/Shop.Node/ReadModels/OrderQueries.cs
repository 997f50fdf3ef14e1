using System.Data.Common;

namespace Shop.Node.ReadModels;

/// <summary>Questions about orders and invoices. Lists are sorted by time, kind and id, and go on after the row of the page before.</summary>
internal sealed class OrderQueries(ReadModelDatabase database)
{
    private const string Columns = "SELECT kind, id, customer, country, lines, amount, status, placed, changed FROM shop_orders";

    /// <summary>Orders and invoices of a customer, the newest first.</summary>
    public Task<IReadOnlyList<OrderRow>> OfCustomer(string customer, string? status, OrderSpan span, CancellationToken cancellationToken) => List(
        new QueryText(Columns).Add("WHERE customer = ?", customer).AddIf(status, "AND status = ?"), span, isNewestFirst: true, cancellationToken);

    /// <summary>Orders for which something is still to be done, the oldest first.</summary>
    public Task<IReadOnlyList<OrderRow>> Open(string? country, string? status, OrderSpan span, CancellationToken cancellationToken) => List(
        new QueryText(Columns).Add("WHERE is_open = 1").AddIf(country, "AND country = ?").AddIf(status, "AND status = ?"), span, isNewestFirst: false, cancellationToken);

    /// <summary>Orders and their amounts by status, of those placed in a span of time.</summary>
    public async Task<IReadOnlyDictionary<string, (long Orders, decimal Amount)>> ByStatus(
        DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var rows = await database.Query(
            new QueryText("SELECT status, COUNT(*), CAST(SUM(amount) AS bigint) FROM shop_orders").Add("WHERE kind = ?", OrdersProjection.Order)
                .AddIf(from, "AND placed >= ?", t => Days.ToStored(t)).AddIf(to, "AND placed < ?", t => Days.ToStored(t)).Add("GROUP BY status"),
            row => (Status: row.GetString(0), Orders: row.GetInt64(1), Amount: Money.FromStored(row.GetInt64(2))),
            cancellationToken);
        return rows.ToDictionary(r => r.Status, r => (r.Orders, r.Amount));
    }

    private Task<IReadOnlyList<OrderRow>> List(QueryText query, OrderSpan span, bool isNewestFirst, CancellationToken cancellationToken)
    {
        query.AddIf(span.From, "AND placed >= ?", t => Days.ToStored(t)).AddIf(span.To, "AND placed < ?", t => Days.ToStored(t));
        var (sign, order) = isNewestFirst ? ("<", "DESC") : (">", "ASC");
        if (span.After is var (placed, kind, id))
        {
            // SQLite and PostgreSQL compare rows alike, and use the index for it.
            query.Add($"AND (placed, kind, id) {sign} (?, ?, ?)", placed, kind, id);
        }

        return database.Query(query.Add($"ORDER BY placed {order}, kind {order}, id {order} LIMIT ?", (long)span.Limit), Row, cancellationToken);
    }

    private static OrderRow Row(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetInt64(4),
        Money.FromStored(row.GetInt64(5)),
        row.GetString(6),
        Days.FromStored(row.GetInt64(7)),
        Days.FromStored(row.GetInt64(8)));
}
