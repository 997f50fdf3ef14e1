namespace Shop.Payments;

/// <summary>What can be asked of a payment.</summary>
public abstract record PaymentCommand
{
    private PaymentCommand()
    {
    }

    /// <summary>Has the gateway hold the money.</summary>
    public sealed record RequestAuthorisation(string Order, string Customer, decimal Amount) : PaymentCommand;

    /// <summary>The gateway holds the money.</summary>
    public sealed record ApprovePayment(string Reference) : PaymentCommand;

    /// <summary>The gateway said no.</summary>
    public sealed record DeclinePayment(string Code) : PaymentCommand;

    /// <summary>The gateway gave no answer, after all retries: it may or may not hold the money.</summary>
    public sealed record AbandonPayment(string Reason) : PaymentCommand;

    /// <summary>Takes the money.</summary>
    public sealed record CapturePayment : PaymentCommand;

    /// <summary>Lets the money go, also if the gateway's answer is still to come.</summary>
    public sealed record VoidPayment(string Reason) : PaymentCommand;

    /// <summary>Gives money back.</summary>
    public sealed record RefundPayment(decimal Amount) : PaymentCommand;
}
