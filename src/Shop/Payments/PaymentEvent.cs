namespace Shop.Payments;

/// <summary>What happens to a payment.</summary>
public abstract record PaymentEvent
{
    private PaymentEvent()
    {
    }

    /// <summary>The gateway is to be asked.</summary>
    public sealed record AuthorisationRequested(string Order, string Customer, decimal Amount) : PaymentEvent;

    /// <summary>The gateway holds the money.</summary>
    public sealed record PaymentAuthorised(string Order, decimal Amount, string Reference) : PaymentEvent;

    /// <summary>There will be no money.</summary>
    public sealed record PaymentDeclined(string Order, string Code) : PaymentEvent;

    /// <summary>The money is ours.</summary>
    public sealed record PaymentCaptured(string Order, string Customer, decimal Amount) : PaymentEvent;

    /// <summary>Given up before capture.</summary>
    public sealed record PaymentVoided(string Order, decimal Amount, string Reason) : PaymentEvent;

    /// <summary>An authorisation came after the payment was given up; it is voided at once.</summary>
    public sealed record LateAuthorisationVoided(string Order, decimal Amount, string Reference) : PaymentEvent;

    /// <summary>Money was given back.</summary>
    public sealed record PaymentRefunded(string Order, string Customer, decimal Amount) : PaymentEvent;

    /// <summary>The gateway is to be told. One type of event for all that it is told, so that it is told in order.</summary>
    public sealed record SettlementInstructed(SettlementKind Kind, decimal Amount) : PaymentEvent;
}
