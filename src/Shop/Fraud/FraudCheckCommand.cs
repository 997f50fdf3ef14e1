namespace Shop.Fraud;

/// <summary>What can be asked of a fraud check.</summary>
public abstract record FraudCheckCommand
{
    private FraudCheckCommand()
    {
    }

    /// <summary>Applies the rules.</summary>
    /// <param name="Customer">Whose order it is.</param>
    /// <param name="Country">Where it goes.</param>
    /// <param name="Amount">What it costs.</param>
    /// <param name="Limits">What makes it suspect.</param>
    /// <param name="Standing">What the customer's account knows, where that was asked.</param>
    public sealed record AssessOrder(
        string Customer, string Country, decimal Amount, FraudLimits Limits, CustomerStanding? Standing = null) : FraudCheckCommand;

    /// <summary>A person lets a held order go on.</summary>
    /// <param name="Reviewer">Who.</param>
    public sealed record ClearOrder(string Reviewer) : FraudCheckCommand;

    /// <summary>A person ends a held order.</summary>
    /// <param name="Reviewer">Who.</param>
    public sealed record RefuseOrder(string Reviewer) : FraudCheckCommand;

    /// <summary>A held order has waited long enough.</summary>
    public sealed record ExpireReview : FraudCheckCommand;

    /// <summary>The order has ended; nobody needs to decide.</summary>
    public sealed record WithdrawCheck : FraudCheckCommand;
}
