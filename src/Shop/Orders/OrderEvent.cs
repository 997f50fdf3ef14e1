using Shop.Notifications;

namespace Shop.Orders;

/// <summary>What happens to an order. Events carry what reactions and read models need, so that they can stay pure functions.</summary>
public abstract record OrderEvent
{
    private OrderEvent()
    {
    }

    /// <summary>The order exists; its lines are to be reserved.</summary>
    public sealed record OrderPlaced(
        string Customer,
        string Country,
        IReadOnlyList<OrderLine> Lines,
        decimal Amount,
        bool AllowBackOrder,
        TimeSpan PaymentTimeout,
        TimeSpan Transit) : OrderEvent;

    /// <summary>A line is held for the order.</summary>
    public sealed record LineReserved(int Line) : OrderEvent;

    /// <summary>All lines are held; the order is to be checked for fraud.</summary>
    public sealed record CheckRequested(string Customer, string Country, decimal Amount) : OrderEvent;

    /// <summary>The order is given up while it is checked; nobody needs to decide any more.</summary>
    public sealed record CheckAbandoned : OrderEvent;

    /// <summary>All lines are held and the order is cleared; the payment is to be authorised.</summary>
    public sealed record OrderReserved(string Customer, decimal Amount) : OrderEvent;

    /// <summary>The authorisation came in time; the money is to be captured.</summary>
    public sealed record PaymentAccepted(decimal Amount) : OrderEvent;

    /// <summary>The money is captured; the goods are to be shipped.</summary>
    public sealed record OrderPaid(
        string Customer, string Country, IReadOnlyList<OrderLine> Lines, decimal Amount, TimeSpan Transit) : OrderEvent;

    /// <summary>The parcel has left.</summary>
    public sealed record OrderShipped : OrderEvent;

    /// <summary>The parcel has arrived.</summary>
    public sealed record OrderDelivered : OrderEvent;

    /// <summary>Given up; reservations are to be released, and a payment under way is to be voided.</summary>
    /// <param name="Code">Why: a rejection code such as <c>stock-exhausted</c>, <c>payment-timeout</c> or <c>cancelled-by-customer</c>.</param>
    /// <param name="Reason">For people.</param>
    /// <param name="Lines">The lines to release.</param>
    /// <param name="PaymentRequested">Whether a payment was under way.</param>
    public sealed record OrderCancelled(string Code, string Reason, IReadOnlyList<OrderLine> Lines, bool PaymentRequested) : OrderEvent;

    /// <summary>Goods came back; they are to be restocked and refunded.</summary>
    public sealed record LinesReturned(string Customer, string Country, IReadOnlyList<OrderLine> Lines, decimal Amount) : OrderEvent;

    /// <summary>The refund is done.</summary>
    public sealed record OrderRefunded(decimal Amount) : OrderEvent;

    /// <summary>The customer is to be told. One type of event for all that is told, so that it is told in order.</summary>
    /// <param name="Key">Names it within the order.</param>
    /// <param name="Kind">What is told.</param>
    /// <param name="Customer">Who is told.</param>
    /// <param name="Detail">More about it for the customer.</param>
    public sealed record NotificationRequested(string Key, NotificationKind Kind, string Customer, string? Detail) : OrderEvent;

    /// <summary>The customer was told.</summary>
    public sealed record CustomerTold(string Key) : OrderEvent;

    /// <summary>The customer could not be told; a person may ask for it again.</summary>
    public sealed record NotificationGivenUp(string Key, string Failure) : OrderEvent;
}
