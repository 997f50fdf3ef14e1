namespace Shop.Node.ReadModels;

/// <summary>Questions about orders that wait for a person.</summary>
internal sealed class ReviewQueries(ReadModelDatabase database)
{
    /// <summary>All of them, the longest-waiting first.</summary>
    /// <param name="after">The moment and the order of the row before.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<ReviewRow>> Open((long Opened, string Order)? after, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryText("SELECT id, customer, country, amount, rule, opened, due FROM shop_reviews");
        if (after is var (opened, order))
        {
            query.Add("WHERE (opened, id) > (?, ?)", opened, order);
        }

        return database.Query(
            query.Add("ORDER BY opened, id LIMIT ?", (long)limit),
            row => new ReviewRow(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                Money.FromStored(row.GetInt64(3)),
                row.GetString(4),
                Days.FromStored(row.GetInt64(5)),
                Days.FromStored(row.GetInt64(6))),
            cancellationToken);
    }
}
