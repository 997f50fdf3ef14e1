using Actors;

namespace Shop.Payments;

/// <summary>The money of one order: held, taken, given back. Its id is the order's.</summary>
public sealed record Payment : IEntity<Payment, PaymentCommand, PaymentEvent>
{
    /// <inheritdoc/>
    public static EntityType Type { get; } = new("payment");

    /// <inheritdoc/>
    public static Payment Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public PaymentStatus Status { get; init; }

    /// <summary>The order it pays.</summary>
    public string Order { get; init; } = "";

    /// <summary>Who pays.</summary>
    public string Customer { get; init; } = "";

    /// <summary>How much.</summary>
    public decimal Amount { get; init; }

    /// <summary>How much of it was given back.</summary>
    public decimal Refunded { get; init; }

    /// <inheritdoc/>
    public static Decision<PaymentEvent> Decide(Payment state, PaymentCommand command, in DecisionContext context) => command switch
    {
        PaymentCommand.RequestAuthorisation request => Request(state, request),
        PaymentCommand.ApprovePayment approve => Approve(state, approve.Reference),
        PaymentCommand.DeclinePayment decline => state.Status == PaymentStatus.Requested
            ? new PaymentEvent.PaymentDeclined(state.Order, decline.Code)
            : Decision<PaymentEvent>.Nothing,
        PaymentCommand.AbandonPayment => Abandon(state),
        PaymentCommand.CapturePayment => Capture(state),
        PaymentCommand.VoidPayment given => Void(state, given.Reason),
        PaymentCommand.RefundPayment refund => Refund(state, refund.Amount),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A payment does not know this command."),
    };

    /// <inheritdoc/>
    public static Payment Evolve(Payment state, PaymentEvent @event) => @event switch
    {
        PaymentEvent.AuthorisationRequested requested => state with
        {
            Status = PaymentStatus.Requested,
            Order = requested.Order,
            Customer = requested.Customer,
            Amount = requested.Amount,
        },
        PaymentEvent.PaymentAuthorised => state with { Status = PaymentStatus.Authorised },
        PaymentEvent.PaymentDeclined => state with { Status = PaymentStatus.Declined },
        PaymentEvent.PaymentCaptured => state with { Status = PaymentStatus.Captured },
        PaymentEvent.PaymentVoided => state with { Status = PaymentStatus.Voided },
        PaymentEvent.PaymentRefunded refunded => state with { Refunded = state.Refunded + refunded.Amount },
        _ => state,
    };

    private static Decision<PaymentEvent> Request(Payment state, PaymentCommand.RequestAuthorisation request) => state.Status switch
    {
        not PaymentStatus.None => new Rejection("payment-exists", $"The payment is {state.Status} already."),
        _ when request.Amount < 0 => new Rejection("amount-out-of-range", $"{request.Amount} cannot be paid."),
        _ => new PaymentEvent.AuthorisationRequested(request.Order, request.Customer, request.Amount),
    };

    private static Decision<PaymentEvent> Approve(Payment state, string reference) => state.Status switch
    {
        PaymentStatus.Requested => new PaymentEvent.PaymentAuthorised(state.Order, state.Amount, reference),

        // The order did not wait. The gateway holds the money now, and must let it go.
        PaymentStatus.Voided or PaymentStatus.Declined => Decision<PaymentEvent>.Accept(
            new PaymentEvent.LateAuthorisationVoided(state.Order, state.Amount, reference),
            new PaymentEvent.SettlementInstructed(SettlementKind.Void, state.Amount)),
        PaymentStatus.None => new Rejection("payment-unknown", "No authorisation was asked for."),
        _ => Decision<PaymentEvent>.Nothing,
    };

    private static Decision<PaymentEvent> Abandon(Payment state) => state.Status switch
    {
        // An answer may have been lost on its way: tell the gateway to let go whatever it holds.
        PaymentStatus.Requested => Decision<PaymentEvent>.Accept(
            new PaymentEvent.PaymentDeclined(state.Order, "payment-gateway-unreachable"),
            new PaymentEvent.SettlementInstructed(SettlementKind.Void, state.Amount)),
        PaymentStatus.Voided => new PaymentEvent.SettlementInstructed(SettlementKind.Void, state.Amount),
        _ => Decision<PaymentEvent>.Nothing,
    };

    private static Decision<PaymentEvent> Capture(Payment state) => state.Status == PaymentStatus.Authorised
        ? Decision<PaymentEvent>.Accept(
            new PaymentEvent.PaymentCaptured(state.Order, state.Customer, state.Amount),
            new PaymentEvent.SettlementInstructed(SettlementKind.Capture, state.Amount))
        : new Rejection("payment-not-authorised", $"The payment is {state.Status}; only authorised money can be taken.");

    private static Decision<PaymentEvent> Void(Payment state, string reason) => state.Status switch
    {
        PaymentStatus.Authorised => Decision<PaymentEvent>.Accept(
            new PaymentEvent.PaymentVoided(state.Order, state.Amount, reason),
            new PaymentEvent.SettlementInstructed(SettlementKind.Void, state.Amount)),

        // Nothing is held yet, as far as we know; a late authorisation finds this state and is voided then.
        PaymentStatus.Requested => new PaymentEvent.PaymentVoided(state.Order, state.Amount, reason),
        PaymentStatus.Captured => new Rejection("payment-captured", "Captured money is refunded, not voided."),
        PaymentStatus.None => new Rejection("payment-unknown", "No authorisation was asked for."),
        _ => Decision<PaymentEvent>.Nothing,
    };

    private static Decision<PaymentEvent> Refund(Payment state, decimal amount) => state.Status switch
    {
        not PaymentStatus.Captured => new Rejection("payment-not-captured", $"The payment is {state.Status}; there is nothing to give back."),
        _ when amount < 0 || state.Refunded + amount > state.Amount => new Rejection(
            "refund-exceeds-payment", $"Of {state.Amount}, {state.Refunded} was given back; {amount} more is too much."),
        _ => Decision<PaymentEvent>.Accept(
            new PaymentEvent.PaymentRefunded(state.Order, state.Customer, amount),
            new PaymentEvent.SettlementInstructed(SettlementKind.Refund, amount)),
    };
}
