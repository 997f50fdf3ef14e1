using System.Text.Json.Serialization;
using Actors;
using Shop.Notifications;

namespace Shop.Orders;

/// <summary>
/// A customer's order and, together with the reactions of <see cref="Fulfilment.FulfilmentProcess"/>, the process manager that
/// brings it to an end: reserve, check, pay, ship, deliver, or give back all it holds.
/// </summary>
public sealed record Order : IEntity<Order, OrderCommand, OrderEvent>
{
    /// <summary>The most lines of an order.</summary>
    public const int LinesMax = 1_000;

    /// <summary>The timer that ends a payment that takes too long.</summary>
    public const string PaymentTimer = "payment";

    /// <summary>The timer that ends the wait for stock.</summary>
    public const string BackOrderTimer = "back-order";

    /// <summary>How long a payment may take unless the order says otherwise: the customer is still at the screen.</summary>
    public static readonly TimeSpan DefaultPaymentTimeout = TimeSpan.FromMinutes(15);

    /// <summary>How long lines may wait for stock unless the order says otherwise.</summary>
    public static readonly TimeSpan DefaultBackOrderTimeout = TimeSpan.FromDays(30);

    /// <summary>How long a delivery takes unless the order says otherwise.</summary>
    public static readonly TimeSpan DefaultTransit = TimeSpan.FromDays(2);

    /// <inheritdoc/>
    public static EntityType Type { get; } = new("order");

    /// <inheritdoc/>
    public static Order Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Whose order it is.</summary>
    public string Customer { get; init; } = "";

    /// <summary>Where it goes.</summary>
    public string Country { get; init; } = "";

    /// <summary>Its lines, by number.</summary>
    public IReadOnlyList<OrderLineState> Lines { get; init; } = [];

    /// <summary>The sum of its lines.</summary>
    public decimal Amount { get; init; }

    /// <summary>How long a payment may take.</summary>
    public TimeSpan PaymentTimeout { get; init; }

    /// <summary>How long the delivery takes.</summary>
    public TimeSpan Transit { get; init; }

    /// <summary>Why it was cancelled, or <see langword="null"/>.</summary>
    public string? CancelledFor { get; init; }

    /// <summary>What is to be refunded for goods that came back.</summary>
    public decimal RefundDue { get; init; }

    /// <summary>What was refunded.</summary>
    public decimal Refunded { get; init; }

    /// <summary>What the customer was told, or is to be told.</summary>
    public IReadOnlyList<OrderNotification> Notifications
    {
        get;
        init => field = value ?? []; // Missing in snapshots from before there were notifications.
    } = [];

    /// <summary>Whether nothing more happens by itself.</summary>
    [JsonIgnore]
    public bool IsAtRest => Status is OrderStatus.Delivered or OrderStatus.Cancelled or OrderStatus.Returned && RefundDue == 0;

    /// <inheritdoc/>
    public static Decision<OrderEvent> Decide(Order state, OrderCommand command, in DecisionContext context) => command switch
    {
        OrderCommand.PlaceOrder place => OrderPlacing.Place(state, place, context.Time),
        OrderCommand.RecordReservation reserved => OrderPlacing.Reserve(state, reserved.Line),
        OrderCommand.RefuseLine refused => OrderEnding.Refuse(state, refused),
        OrderCommand.ExpireReservation => OrderEnding.ExpireReservation(state),
        OrderCommand.RecordClearance => OrderPaying.Clear(state, context.Time),
        OrderCommand.RecordRefusal refused => OrderEnding.RefuseOrder(state, refused.Code),
        OrderCommand.RecordAuthorisation authorised => OrderPaying.Authorise(state, authorised.Amount),
        OrderCommand.RecordDecline declined => OrderEnding.Decline(state, declined.Code),
        OrderCommand.ExpirePayment => OrderEnding.ExpirePayment(state),
        OrderCommand.RecordCapture captured => OrderPaying.Capture(state, captured.Amount),
        OrderCommand.RecordDispatch => OrderPaying.Dispatch(state),
        OrderCommand.RecordDelivery => OrderPaying.Deliver(state),
        OrderCommand.CancelOrder cancel => OrderEnding.Cancel(state, cancel.Reason),
        OrderCommand.ReturnLines back => OrderReturning.Return(state, back.Lines),
        OrderCommand.RecordRefund refund => OrderReturning.Refund(state, refund.Amount),
        OrderCommand.RecordNotification told => OrderNotifying.Record(state, told.Key),
        OrderCommand.AbandonNotification abandoned => OrderNotifying.Abandon(state, abandoned),
        OrderCommand.RepeatNotification repeat => OrderNotifying.Repeat(state, repeat.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "An order does not know this command."),
    };

    /// <inheritdoc/>
    public static Order Evolve(Order state, OrderEvent @event) => @event switch
    {
        OrderEvent.OrderPlaced placed => state with
        {
            Status = OrderStatus.Reserving,
            Customer = placed.Customer,
            Country = placed.Country,
            Lines = [.. placed.Lines.Select(line => new OrderLineState(line))],
            Amount = placed.Amount,
            PaymentTimeout = placed.PaymentTimeout,
            Transit = placed.Transit,
        },
        OrderEvent.LineReserved reserved => state with { Lines = Replace(state.Lines, reserved.Line, line => line with { IsReserved = true }) },
        OrderEvent.CheckRequested => state with { Status = OrderStatus.Checking },
        OrderEvent.OrderReserved => state with { Status = OrderStatus.AwaitingPayment },
        OrderEvent.PaymentAccepted => state with { Status = OrderStatus.Capturing },
        OrderEvent.OrderPaid => state with { Status = OrderStatus.Paid },
        OrderEvent.OrderShipped => state with { Status = OrderStatus.Shipped },
        OrderEvent.OrderDelivered => state with { Status = OrderStatus.Delivered },
        OrderEvent.OrderCancelled cancelled => state with { Status = OrderStatus.Cancelled, CancelledFor = cancelled.Code },
        OrderEvent.LinesReturned returned => OrderReturning.Apply(state, returned),
        OrderEvent.OrderRefunded refunded => state with
        {
            RefundDue = state.RefundDue - refunded.Amount,
            Refunded = state.Refunded + refunded.Amount,
        },
        OrderEvent.NotificationRequested requested => OrderNotifying.Apply(state, requested),
        OrderEvent.CustomerTold told => OrderNotifying.Apply(state, told.Key, known => known with { Status = NotificationStatus.Told, Failure = null }),
        OrderEvent.NotificationGivenUp given => OrderNotifying.Apply(
            state, given.Key, known => known with { Status = NotificationStatus.GivenUp, Failure = given.Failure }),
        _ => state,
    };

    internal static OrderLineState[] Replace(IReadOnlyList<OrderLineState> lines, int number, Func<OrderLineState, OrderLineState> change)
    {
        OrderLineState[] copy = [.. lines];
        copy[number - 1] = change(copy[number - 1]);
        return copy;
    }
}
