namespace Shop.Stock;

/// <summary>What happens to a stock item.</summary>
public abstract record StockItemEvent
{
    private StockItemEvent()
    {
    }

    /// <summary>Goods have come in.</summary>
    public sealed record StockReceived(int Quantity) : StockItemEvent;

    /// <summary>Goods are held for a line.</summary>
    public sealed record StockReserved(string Order, int Line, int Quantity) : StockItemEvent;

    /// <summary>A line waits for goods to come in.</summary>
    public sealed record StockBackOrdered(string Order, int Line, int Quantity) : StockItemEvent;

    /// <summary>
    /// A line cannot be served. An event and not a rejection, because the order must hear of it, and reactions hear events.
    /// </summary>
    public sealed record ReservationRefused(string Order, int Line, int Quantity, string Code) : StockItemEvent;

    /// <summary>The held goods have left the house.</summary>
    public sealed record ReservationConfirmed(string Order, int Line, int Quantity) : StockItemEvent;

    /// <summary>The held goods are free again.</summary>
    public sealed record ReservationReleased(string Order, int Line, int Quantity) : StockItemEvent;

    /// <summary>A waiting line waits no longer.</summary>
    public sealed record BackOrderDropped(string Order, int Line, int Quantity) : StockItemEvent;

    /// <summary>Delivered goods have come back.</summary>
    public sealed record StockRestocked(string Order, int Line, int Quantity) : StockItemEvent;

    /// <summary>Goods were sold over the counter.</summary>
    public sealed record StockSold(string Invoice, long Row, int Quantity, decimal UnitPrice) : StockItemEvent;
}
