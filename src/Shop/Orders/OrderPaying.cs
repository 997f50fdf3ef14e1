using Actors;
using Shop.Notifications;

namespace Shop.Orders;

/// <summary>From a cleared order to goods with the customer.</summary>
internal static class OrderPaying
{
    public static Decision<OrderEvent> Clear(Order state, DateTimeOffset time) => state.Status != OrderStatus.Checking
        ? Decision<OrderEvent>.Nothing
        : Decision<OrderEvent>.Accept(new OrderEvent.OrderReserved(state.Customer, state.Amount))
            .SetTimer(Order.PaymentTimer, time + state.PaymentTimeout, new OrderCommand.ExpirePayment());

    public static Decision<OrderEvent> Authorise(Order state, decimal amount)
    {
        // Late for a cancelled order: its cancellation has voided, or will void, the payment. Nothing to do here.
        if (state.Status != OrderStatus.AwaitingPayment)
            return Decision<OrderEvent>.Nothing;

        return amount == state.Amount
            ? Decision<OrderEvent>.Accept(new OrderEvent.PaymentAccepted(amount)).CancelTimer(Order.PaymentTimer)
            : new Rejection("amount-differs", $"The order costs {state.Amount}, but {amount} is authorised.");
    }

    public static Decision<OrderEvent> Capture(Order state, decimal amount) => state.Status != OrderStatus.Capturing
        ? new Rejection("payment-unexpected", $"The order is {state.Status}; no capture is under way.")
        : Decision<OrderEvent>.Accept(
            new OrderEvent.OrderPaid(state.Customer, state.Country, [.. state.Lines.Select(line => line.Item)], amount, state.Transit),
            OrderNotifying.Tell(state, NotificationKind.Confirmed));

    public static Decision<OrderEvent> Dispatch(Order state) => state.Status != OrderStatus.Paid
        ? new Rejection("order-not-paid", $"The order is {state.Status}; only a paid order is shipped.")
        : Decision<OrderEvent>.Accept(new OrderEvent.OrderShipped(), OrderNotifying.Tell(state, NotificationKind.Shipped));

    public static Decision<OrderEvent> Deliver(Order state) => state.Status != OrderStatus.Shipped
        ? new Rejection("order-not-shipped", $"The order is {state.Status}; only a shipped order is delivered.")
        : Decision<OrderEvent>.Accept(new OrderEvent.OrderDelivered(), OrderNotifying.Tell(state, NotificationKind.Delivered));
}
