using System.Text.Json.Serialization.Metadata;
using Actors.Streams.Publishing;
using Shop.Invoices;
using Shop.Orders;
using Shop.Stock;

namespace Shop.Publishing;

/// <summary>Which of Shop's events others may see, and in which form. Everything else stays inside.</summary>
public static class ShopEgress
{
    /// <summary>The CloudEvents source of the events.</summary>
    public const string Source = "/shop";

    /// <summary>An order was placed.</summary>
    public const string OrderPlaced = "shop.order-placed.v1";

    /// <summary>An order was paid.</summary>
    public const string OrderPaid = "shop.order-paid.v1";

    /// <summary>An order was given up.</summary>
    public const string OrderCancelled = "shop.order-cancelled.v1";

    /// <summary>Money went back.</summary>
    public const string OrderRefunded = "shop.order-refunded.v1";

    /// <summary>A line was booked on an invoice.</summary>
    public const string InvoiceLineBooked = "shop.invoice-line-booked.v1";

    /// <summary>Goods were sold from stock.</summary>
    public const string StockSold = "shop.stock-sold.v1";

    /// <summary>Defines the egress.</summary>
    public static Egress Create() => Egress.Named("shop-events", Source)
        .On<OrderEvent.OrderPlaced>((e, _) => Of(OrderPlaced, new PlacedOrder(e.Country, e.Lines.Count, e.Amount), PublicJson.Default.PlacedOrder))
        .On<OrderEvent.OrderPaid>((e, _) => Of(OrderPaid, new MovedMoney(e.Amount), PublicJson.Default.MovedMoney))
        .On<OrderEvent.OrderCancelled>((e, _) => Of(OrderCancelled, new EndedOrder(e.Code), PublicJson.Default.EndedOrder))
        .On<OrderEvent.OrderRefunded>((e, _) => Of(OrderRefunded, new MovedMoney(e.Amount), PublicJson.Default.MovedMoney))
        .On<InvoiceEvent.InvoiceLineBooked>((e, _) =>
            Of(InvoiceLineBooked, new BookedLine(e.StockCode, e.Country, e.Quantity, e.Amount), PublicJson.Default.BookedLine))
        .On<StockItemEvent.StockSold>((e, _) => Of(StockSold, new SoldLine(e.Quantity, e.Quantity * e.UnitPrice), PublicJson.Default.SoldLine))
        .Build();

    private static PublicEvent Of<T>(string type, T data, JsonTypeInfo<T> json) => PublicEvent.Json(type, data, json);
}
