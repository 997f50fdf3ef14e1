using Actors;
using Shop.Notifications;

namespace Shop.Orders;

/// <summary>The ways an order ends early. Each gives back all it holds: the event names the lines and whether a payment is under way.</summary>
internal static class OrderEnding
{
    public static Decision<OrderEvent> Refuse(Order state, OrderCommand.RefuseLine refused) => state.Status != OrderStatus.Reserving
        ? Decision<OrderEvent>.Nothing
        : End(state, refused.Code, $"Line {refused.Line} cannot be reserved.");

    public static Decision<OrderEvent> ExpireReservation(Order state) => state.Status != OrderStatus.Reserving
        ? Decision<OrderEvent>.Nothing
        : End(state, "back-order-timeout", "Its lines have waited too long for stock.");

    public static Decision<OrderEvent> RefuseOrder(Order state, string code) => state.Status != OrderStatus.Checking
        ? Decision<OrderEvent>.Nothing
        : Decision<OrderEvent>.Accept(Cancelled(state, code, "The order was not accepted."));

    public static Decision<OrderEvent> Decline(Order state, string code) => state.Status != OrderStatus.AwaitingPayment
        ? Decision<OrderEvent>.Nothing
        : End(state, code, "The payment was declined.");

    public static Decision<OrderEvent> ExpirePayment(Order state) => state.Status != OrderStatus.AwaitingPayment
        ? Decision<OrderEvent>.Nothing
        : End(state, "payment-timeout", $"The payment took longer than {state.PaymentTimeout}.");

    public static Decision<OrderEvent> Cancel(Order state, string reason) => state.Status switch
    {
        OrderStatus.None => Unknown,
        OrderStatus.Reserving or OrderStatus.AwaitingPayment => End(state, "cancelled-by-customer", reason),
        OrderStatus.Checking => Decision<OrderEvent>.Accept([new OrderEvent.CheckAbandoned(), .. Cancelled(state, "cancelled-by-customer", reason)]),
        OrderStatus.Cancelled => Decision<OrderEvent>.Nothing,
        _ => new Rejection("order-not-cancellable", $"The order is {state.Status}; it can be cancelled until it is paid, and returned once delivered."),
    };

    private static Rejection Unknown => new("order-unknown", "There is no such order.");

    private static Decision<OrderEvent> End(Order state, string code, string reason) => Decision<OrderEvent>
        .Accept(Cancelled(state, code, reason))
        .CancelTimer(state.Status == OrderStatus.AwaitingPayment ? Order.PaymentTimer : Order.BackOrderTimer);

    private static OrderEvent[] Cancelled(Order state, string code, string reason) =>
    [
        new OrderEvent.OrderCancelled(code, reason, [.. state.Lines.Select(line => line.Item)], state.Status == OrderStatus.AwaitingPayment),
        OrderNotifying.Tell(state, NotificationKind.Cancelled, reason),
    ];
}
