using Actors;

namespace Shop.Stock;

/// <summary>Goods held for lines of orders.</summary>
internal static class StockReserving
{
    public static Decision<StockItemEvent> Reserve(StockItem state, StockItemCommand.ReserveStock command)
    {
        if (command.Quantity < 1)
            return StockCounting.NotPositive(command.Quantity);

        if (state.Reservations.ContainsKey(StockItem.KeyOf(command.Order, command.Line)) || Waiting(state, command.Order, command.Line) is not null)
            return new Rejection("reservation-exists", $"Line {command.Line} of order {command.Order} is reserved or waiting already.");

        if (state.Available >= command.Quantity)
            return new StockItemEvent.StockReserved(command.Order, command.Line, command.Quantity);

        if (!command.AllowBackOrder)
            return new StockItemEvent.ReservationRefused(command.Order, command.Line, command.Quantity, "stock-exhausted");

        return state.BackOrders.Count < StockItem.BackOrdersMax
            ? new StockItemEvent.StockBackOrdered(command.Order, command.Line, command.Quantity)
            : new StockItemEvent.ReservationRefused(command.Order, command.Line, command.Quantity, "back-orders-full");
    }

    public static Decision<StockItemEvent> Confirm(StockItem state, StockItemCommand.ConfirmReservation command) =>
        state.Reservations.TryGetValue(StockItem.KeyOf(command.Order, command.Line), out var quantity)
            ? new StockItemEvent.ReservationConfirmed(command.Order, command.Line, quantity)
            : new Rejection("reservation-unknown", $"Nothing is reserved for line {command.Line} of order {command.Order}.");

    public static Decision<StockItemEvent> Release(StockItem state, StockItemCommand.ReleaseReservation command)
    {
        if (state.Reservations.TryGetValue(StockItem.KeyOf(command.Order, command.Line), out var quantity))
        {
            return StockCounting.WithBackOrders(
                state.Available + quantity, state, new StockItemEvent.ReservationReleased(command.Order, command.Line, quantity));
        }

        // An order releases all its lines without asking which were reserved; a refused one has nothing here.
        return Waiting(state, command.Order, command.Line) is { } waiting
            ? new StockItemEvent.BackOrderDropped(waiting.Order, waiting.Line, waiting.Quantity)
            : Decision<StockItemEvent>.Nothing;
    }

    private static BackOrder? Waiting(StockItem state, string order, int line) =>
        state.BackOrders.Find(waiting => waiting.Line == line && waiting.Order == order);
}
