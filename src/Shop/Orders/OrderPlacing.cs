using Actors;

namespace Shop.Orders;

/// <summary>From the customer's wish to lines that are all held.</summary>
internal static class OrderPlacing
{
    private const int QuantityMax = 1_000_000;
    private const decimal UnitPriceMax = 1_000_000_000m;

    public static Decision<OrderEvent> Place(Order state, OrderCommand.PlaceOrder command, DateTimeOffset time)
    {
        if (state.Status != OrderStatus.None)
            return new Rejection("order-exists", "The order has been placed already.");

        if (FindFault(command) is { } fault)
            return fault;

        var lines = command.Lines.Select((item, index) => new OrderLine(index + 1, item.StockCode, item.Quantity, item.UnitPrice)).ToArray();
        Decision<OrderEvent> decision = new OrderEvent.OrderPlaced(
            command.Customer,
            command.Country,
            lines,
            lines.Sum(line => line.Amount),
            command.AllowBackOrder,
            command.PaymentTimeout ?? Order.DefaultPaymentTimeout,
            command.Transit ?? Order.DefaultTransit);
        return command.AllowBackOrder
            ? decision.SetTimer(
                Order.BackOrderTimer, time + (command.BackOrderTimeout ?? Order.DefaultBackOrderTimeout), new OrderCommand.ExpireReservation())
            : decision;
    }

    public static Decision<OrderEvent> Reserve(Order state, int number)
    {
        // A cancelled order has told its stock items to release; what they reserved before they heard is of no use to it.
        if (state.Status != OrderStatus.Reserving || number < 1 || number > state.Lines.Count || state.Lines[number - 1].IsReserved)
            return Decision<OrderEvent>.Nothing;

        var reserved = new OrderEvent.LineReserved(number);
        if (state.Lines.Any(line => !line.IsReserved && line.Item.Line != number))
            return reserved;

        return Decision<OrderEvent>.Accept(reserved, new OrderEvent.CheckRequested(state.Customer, state.Country, state.Amount))
            .CancelTimer(Order.BackOrderTimer);
    }

    private static Rejection? FindFault(OrderCommand.PlaceOrder command)
    {
        if (!EntityId.IsValid(command.Customer))
            return new Rejection("customer-missing", "An order names its customer.");

        if (command.Lines.Count is 0 or > Order.LinesMax)
            return new Rejection("lines-out-of-range", $"An order has 1 to {Order.LinesMax} lines, not {command.Lines.Count}.");

        if (IsNotPositive(command.PaymentTimeout) || IsNotPositive(command.BackOrderTimeout) || command.Transit < TimeSpan.Zero)
            return new Rejection("duration-out-of-range", "Time-outs are longer than nothing, and a transit time is not negative.");

        return command.Lines.Select(FindFault).FirstOrDefault(fault => fault is not null);
    }

    private static Rejection? FindFault(OrderedItem item, int index) => item switch
    {
        _ when !EntityId.IsValid(item.StockCode) => new("stock-code-invalid", $"Line {index + 1} names no product."),
        { Quantity: < 1 or > QuantityMax } => new("quantity-out-of-range", $"Line {index + 1} asks for {item.Quantity}; 1 to {QuantityMax} is possible."),
        { UnitPrice: < 0 or > UnitPriceMax } => new("price-out-of-range", $"Line {index + 1} costs {item.UnitPrice} a piece; 0 to {UnitPriceMax} is possible."),
        _ => null,
    };

    private static bool IsNotPositive(TimeSpan? duration) => duration is { } given && given <= TimeSpan.Zero;
}
