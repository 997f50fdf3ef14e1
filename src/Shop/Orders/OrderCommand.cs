namespace Shop.Orders;

/// <summary>What can be asked of an order.</summary>
public abstract record OrderCommand
{
    private OrderCommand()
    {
    }

    /// <summary>Places the order.</summary>
    /// <param name="Customer">Whose order it is.</param>
    /// <param name="Country">Where it goes.</param>
    /// <param name="Lines">1 to <see cref="Order.LinesMax"/> lines.</param>
    /// <param name="AllowBackOrder">Whether lines may wait for stock instead of ending the order.</param>
    /// <param name="PaymentTimeout">How long a payment may take; default <see cref="Order.DefaultPaymentTimeout"/>.</param>
    /// <param name="BackOrderTimeout">How long lines may wait; default <see cref="Order.DefaultBackOrderTimeout"/>.</param>
    /// <param name="Transit">How long the delivery takes; default <see cref="Order.DefaultTransit"/>.</param>
    public sealed record PlaceOrder(
        string Customer,
        string Country,
        IReadOnlyList<OrderedItem> Lines,
        bool AllowBackOrder = false,
        TimeSpan? PaymentTimeout = null,
        TimeSpan? BackOrderTimeout = null,
        TimeSpan? Transit = null) : OrderCommand;

    /// <summary>A stock item has reserved a line.</summary>
    public sealed record RecordReservation(int Line) : OrderCommand;

    /// <summary>A stock item cannot serve a line, now or later.</summary>
    public sealed record RefuseLine(int Line, string Code) : OrderCommand;

    /// <summary>Back-ordered lines have waited long enough.</summary>
    public sealed record ExpireReservation : OrderCommand;

    /// <summary>The fraud check lets the order be paid.</summary>
    public sealed record RecordClearance : OrderCommand;

    /// <summary>The fraud check does not let the order be paid.</summary>
    /// <param name="Code">Why, as others may know it: <c>check-refused</c> or <c>review-timeout</c>.</param>
    public sealed record RecordRefusal(string Code) : OrderCommand;

    /// <summary>The payment is authorised.</summary>
    public sealed record RecordAuthorisation(decimal Amount) : OrderCommand;

    /// <summary>The payment is declined.</summary>
    public sealed record RecordDecline(string Code) : OrderCommand;

    /// <summary>The payment has taken too long.</summary>
    public sealed record ExpirePayment : OrderCommand;

    /// <summary>The money is captured.</summary>
    public sealed record RecordCapture(decimal Amount) : OrderCommand;

    /// <summary>The parcel has left.</summary>
    public sealed record RecordDispatch : OrderCommand;

    /// <summary>The parcel has arrived.</summary>
    public sealed record RecordDelivery : OrderCommand;

    /// <summary>The customer changes their mind.</summary>
    public sealed record CancelOrder(string Reason) : OrderCommand;

    /// <summary>Delivered goods come back.</summary>
    public sealed record ReturnLines(IReadOnlyList<ReturnedLine> Lines) : OrderCommand;

    /// <summary>The money for returned goods is on its way back.</summary>
    public sealed record RecordRefund(decimal Amount) : OrderCommand;

    /// <summary>The customer was told.</summary>
    /// <param name="Key">Which notification.</param>
    public sealed record RecordNotification(string Key) : OrderCommand;

    /// <summary>The customer could not be told, after all retries.</summary>
    /// <param name="Key">Which notification.</param>
    /// <param name="Failure">What went wrong last.</param>
    public sealed record AbandonNotification(string Key, string Failure) : OrderCommand;

    /// <summary>Tries again to tell the customer what was given up.</summary>
    /// <param name="Key">Which notification.</param>
    public sealed record RepeatNotification(string Key) : OrderCommand;
}
