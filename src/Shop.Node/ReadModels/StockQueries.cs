namespace Shop.Node.ReadModels;

/// <summary>Questions about stock.</summary>
internal sealed class StockQueries(ReadModelDatabase database)
{
    /// <summary>Products and how much is there, by name.</summary>
    /// <param name="below">Only those of which fewer are free than this; <see langword="null"/> for all.</param>
    /// <param name="after">The product of the row before.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<StockRow>> Levels(long? below, string? after, int limit, CancellationToken cancellationToken) => database.Query(
        new QueryText("SELECT product, on_hand, reserved, waiting, changed FROM stock_levels WHERE 1 = 1")
            .AddIf(below, "AND on_hand - reserved < ?", n => n).AddIf(after, "AND product > ?").Add("ORDER BY product LIMIT ?", (long)limit),
        row => new StockRow(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Days.FromStored(row.GetInt64(4))),
        cancellationToken);

    /// <summary>What moved of a product, day by day.</summary>
    public Task<IReadOnlyList<StockMovement>> Movements(
        string product, DateTimeOffset? from, DateTimeOffset? to, string? after, int limit, CancellationToken cancellationToken) => database.Query(
        new QueryText("SELECT day, received, sold, reserved, released, shipped, restocked FROM stock_movements").Add("WHERE product = ?", product)
            .AddIf(from, "AND day >= ?", t => Days.Of(t)).AddIf(to, "AND day < ?", t => Days.After(t)).AddIf(after, "AND day > ?")
            .Add("ORDER BY day LIMIT ?", (long)limit),
        row => new StockMovement(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)),
        cancellationToken);
}
