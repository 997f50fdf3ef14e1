namespace Shop.Fraud;

/// <summary>What happens to a fraud check.</summary>
public abstract record FraudCheckEvent
{
    private FraudCheckEvent()
    {
    }

    /// <summary>The order may be paid.</summary>
    /// <param name="Reviewer">Who decided so; <see langword="null"/> for the rules.</param>
    public sealed record OrderCleared(string? Reviewer) : FraudCheckEvent;

    /// <summary>The order waits for a person.</summary>
    /// <param name="Customer">Whose order it is.</param>
    /// <param name="Country">Where it goes.</param>
    /// <param name="Amount">What it costs.</param>
    /// <param name="Rule">Which rule it met.</param>
    /// <param name="Due">When it is refused unless somebody has decided.</param>
    public sealed record ReviewOpened(string Customer, string Country, decimal Amount, string Rule, DateTimeOffset Due) : FraudCheckEvent;

    /// <summary>The order may not be paid.</summary>
    /// <param name="Rule">Which rule it met.</param>
    /// <param name="Reviewer">Who decided so; <see langword="null"/> for the rule.</param>
    public sealed record OrderRefused(string Rule, string? Reviewer) : FraudCheckEvent;

    /// <summary>Nobody decided in time; the order may not be paid.</summary>
    public sealed record ReviewExpired : FraudCheckEvent;

    /// <summary>The order ended before it was decided.</summary>
    public sealed record CheckWithdrawn : FraudCheckEvent;
}
