namespace Shop.Stock;

/// <summary>What can be asked of a stock item.</summary>
public abstract record StockItemCommand
{
    private StockItemCommand()
    {
    }

    /// <summary>Goods have come in.</summary>
    /// <param name="Quantity">How many, at least 1.</param>
    public sealed record ReceiveStock(int Quantity) : StockItemCommand;

    /// <summary>Holds goods for a line of an order.</summary>
    /// <param name="Order">The order's id.</param>
    /// <param name="Line">The line's number.</param>
    /// <param name="Quantity">How many, at least 1.</param>
    /// <param name="AllowBackOrder">Whether the line may wait for goods to come in.</param>
    public sealed record ReserveStock(string Order, int Line, int Quantity, bool AllowBackOrder) : StockItemCommand;

    /// <summary>The reserved goods leave the house.</summary>
    public sealed record ConfirmReservation(string Order, int Line) : StockItemCommand;

    /// <summary>The reserved goods are free again, or the line waits no longer.</summary>
    public sealed record ReleaseReservation(string Order, int Line) : StockItemCommand;

    /// <summary>Delivered goods have come back.</summary>
    public sealed record RestockReturn(string Order, int Line, int Quantity) : StockItemCommand;

    /// <summary>Sells over the counter: takes the goods at once or refuses.</summary>
    /// <param name="Invoice">The invoice it stands on.</param>
    /// <param name="Row">Its row in the file it came from.</param>
    /// <param name="Quantity">How many, at least 1.</param>
    /// <param name="UnitPrice">The price of one.</param>
    public sealed record SellLine(string Invoice, long Row, int Quantity, decimal UnitPrice) : StockItemCommand;
}
