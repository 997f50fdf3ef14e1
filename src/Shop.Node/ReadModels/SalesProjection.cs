using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Schema;
using Shop.Invoices;
using Shop.Orders;

namespace Shop.Node.ReadModels;

/// <summary>Sales by day, and of each day by country and by product: what invoices were booked, and what orders were paid and sent back.</summary>
internal sealed class SalesProjection : SqlProjection
{
    private readonly SqlTable _days;
    private readonly SqlTable _countries;
    private readonly SqlTable _products;

    public SalesProjection(ActorModel model)
        : base("sales", 1, model)
    {
        _days = Table("sales_by_day", [SqlColumn.Text("day").Key(), .. Sums()]);
        _countries = Table("sales_by_country", [SqlColumn.Text("country").Key(), SqlColumn.Text("day").Key(), .. Sums()]);
        _products = Table("sales_by_product", [SqlColumn.Text("product").Key(), SqlColumn.Text("day").Key(), .. Sums()]);
        On<InvoiceEvent.InvoiceLineBooked>((context, line) => Add(
            context, line.Country, line.StockCode, line.Date, context.Version.Value == 1 ? 1 : 0, line.Quantity, line.Amount, line.Kind == InvoiceKind.Cancellation));
        On<OrderEvent.OrderPaid>((context, paid) => Add(context, paid.Lines, paid.Country, orders: 1, isCancelled: false));
        On<OrderEvent.LinesReturned>((context, returned) => Add(context, returned.Lines, returned.Country, orders: 0, isCancelled: true));
    }

    private static SqlColumn[] Sums() =>
        [SqlColumn.Number("invoices"), SqlColumn.Number("lines"), SqlColumn.Number("units"), SqlColumn.Number("gross"), SqlColumn.Number("cancelled")];

    private void Add(ProjectionContext context, IReadOnlyList<OrderLine> lines, string country, long orders, bool isCancelled)
    {
        var sign = isCancelled ? -1 : 1;
        foreach (var line in lines)
        {
            Add(context, country, line.StockCode, context.Time, orders, sign * line.Quantity, sign * line.Amount, isCancelled);
            orders = 0;
        }
    }

    private void Add(
        ProjectionContext context, string country, string product, DateTimeOffset time, long invoices, long units, decimal amount, bool isCancelled)
    {
        var (stored, day) = (Money.ToStored(amount), Days.Of(time));
        ReadOnlySpan<(string, object?)> sums =
            [("invoices", invoices), ("lines", 1L), ("units", units), ("gross", isCancelled ? 0L : stored), ("cancelled", isCancelled ? stored : 0L)];
        context.Add(_days, day, sums);
        context.Add(_countries, RowKey.Of(country, day), sums);
        context.Add(_products, RowKey.Of(product, day), sums);
    }
}
