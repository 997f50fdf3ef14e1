using Actors;

namespace Shop.Stock;

/// <summary>Goods that come in, go out over the counter or come back.</summary>
internal static class StockCounting
{
    public static Decision<StockItemEvent> Receive(StockItem state, int quantity) => quantity < 1
        ? NotPositive(quantity)
        : WithBackOrders(state.Available + quantity, state, new StockItemEvent.StockReceived(quantity));

    public static Decision<StockItemEvent> Restock(StockItem state, StockItemCommand.RestockReturn command) => command.Quantity < 1
        ? NotPositive(command.Quantity)
        : WithBackOrders(
            state.Available + command.Quantity, state, new StockItemEvent.StockRestocked(command.Order, command.Line, command.Quantity));

    public static Decision<StockItemEvent> Sell(StockItem state, StockItemCommand.SellLine command)
    {
        if (command.Quantity < 1)
            return NotPositive(command.Quantity);

        return state.Available < command.Quantity
            ? new Rejection("stock-exhausted", $"{command.Quantity} are asked for, {state.Available} are available.")
            : new StockItemEvent.StockSold(command.Invoice, command.Row, command.Quantity, command.UnitPrice);
    }

    /// <summary>
    /// Serves waiting lines with what has become available, in the order of their waiting; a line that does not fit lets later,
    /// smaller ones pass, so that goods do not lie about.
    /// </summary>
    public static Decision<StockItemEvent> WithBackOrders(long available, StockItem state, StockItemEvent first)
    {
        if (state.BackOrders.IsEmpty)
            return first;

        var events = new List<StockItemEvent> { first };
        foreach (var waiting in state.BackOrders.Where(waiting => waiting.Quantity <= available))
        {
            // The filter is lazy: it sees what the lines before have left.
            available -= waiting.Quantity;
            events.Add(new StockItemEvent.StockReserved(waiting.Order, waiting.Line, waiting.Quantity));
        }

        return Decision<StockItemEvent>.Accept(events);
    }

    public static Rejection NotPositive(int quantity) => new("quantity-out-of-range", $"A quantity is at least 1, not {quantity}.");
}
