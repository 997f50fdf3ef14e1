using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Schema;
using Shop.Invoices;
using Shop.Orders;

namespace Shop.Node.ReadModels;

/// <summary>One row for each order and each booked invoice: whose it is, what it comes to and where it stands.</summary>
internal sealed class OrdersProjection : SqlProjection
{
    /// <summary>The kind of rows that orders have.</summary>
    public const string Order = "order";

    /// <summary>The kind of rows that invoices have, whose status is always <c>booked</c>.</summary>
    public const string Invoice = "invoice";

    private readonly SqlTable _orders;

    public OrdersProjection(ActorModel model)
        : base("orders", 1, model)
    {
        _orders = Table(
            "shop_orders",
            SqlColumn.Text("kind").Key(),
            SqlColumn.Text("id").Key(),
            SqlColumn.Text("customer"),
            SqlColumn.Text("country"),
            SqlColumn.Number("lines"),
            SqlColumn.Number("amount"),
            SqlColumn.Text("status"),
            SqlColumn.Number("is_open"),
            SqlColumn.Number("placed"),
            SqlColumn.Number("changed")).Index("customer", "placed", "kind", "id").Index("is_open", "placed", "kind", "id");
        On<OrderEvent.OrderPlaced>(Place);
        On<OrderEvent.CheckRequested>(Move);
        On<OrderEvent.OrderReserved>(Move);
        On<OrderEvent.OrderPaid>(Move);
        On<OrderEvent.OrderShipped>(Move);
        On<OrderEvent.OrderDelivered>(Move);
        On<OrderEvent.OrderCancelled>(Move);
        On<OrderEvent.LinesReturned>(Move);
        On<OrderEvent.OrderRefunded>(Move);
        On<InvoiceEvent.InvoiceLineBooked>(Book);
    }

    /// <summary>The status of an order after an event; <see langword="null"/> where it stays as it is.</summary>
    public static string? StatusAfter(OrderEvent @event) => @event switch
    {
        OrderEvent.OrderPlaced => "placed",
        OrderEvent.CheckRequested => "checking",
        OrderEvent.OrderReserved => "reserved",
        OrderEvent.OrderPaid => "paid",
        OrderEvent.OrderShipped => "shipped",
        OrderEvent.OrderDelivered => "delivered",
        OrderEvent.OrderCancelled => "cancelled",
        OrderEvent.LinesReturned => "returning",
        OrderEvent.OrderRefunded => "refunded",
        _ => null,
    };

    /// <summary>Whether something is still to be done for an order in a status.</summary>
    public static bool IsOpen(string status) => status is "placed" or "checking" or "reserved" or "paid" or "shipped" or "returning";

    private void Place(ProjectionContext context, OrderEvent.OrderPlaced order)
    {
        var now = Days.ToStored(context.Time);
        context.Upsert(
            _orders,
            RowKey.Of(Order, context.Id),
            ("customer", order.Customer),
            ("country", order.Country),
            ("lines", (long)order.Lines.Count),
            ("amount", Money.ToStored(order.Amount)),
            ("status", "placed"),
            ("is_open", 1L),
            ("placed", now),
            ("changed", now));
    }

    private void Move(ProjectionContext context, OrderEvent @event)
    {
        var status = StatusAfter(@event)!;
        context.Update(
            _orders, RowKey.Of(Order, context.Id), ("status", status), ("is_open", IsOpen(status) ? 1L : 0L), ("changed", Days.ToStored(context.Time)));
    }

    /// <summary>Adds a line to its invoice, whose customer is empty where the shop did not know it.</summary>
    private void Book(ProjectionContext context, InvoiceEvent.InvoiceLineBooked line)
    {
        var key = RowKey.Of(Invoice, context.Id);
        var date = Days.ToStored(line.Date);
        context.Upsert(
            _orders, key, ("customer", line.Customer ?? string.Empty), ("country", line.Country), ("status", "booked"), ("placed", date), ("changed", date));
        context.Add(_orders, key, ("lines", 1L), ("amount", Money.ToStored(line.Amount)));
    }
}
