using Actors;

namespace Shop.Fraud;

/// <summary>
/// Whether one order may be paid. Its id is the order's. Rules clear it, refuse it, or have it wait for a person, whose decision a
/// durable timer bounds.
/// </summary>
public sealed record FraudCheck : IEntity<FraudCheck, FraudCheckCommand, FraudCheckEvent>
{
    /// <summary>The timer that ends the wait for a person.</summary>
    public const string ReviewTimer = "review";

    /// <inheritdoc/>
    public static EntityType Type { get; } = new("fraud-check");

    /// <inheritdoc/>
    public static FraudCheck Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public FraudCheckStatus Status { get; init; }

    /// <summary>The rule that the order met, or <see langword="null"/>.</summary>
    public string? Rule { get; init; }

    /// <summary>When a held order is refused unless somebody has decided.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Who decided, or <see langword="null"/> for the rules.</summary>
    public string? Reviewer { get; init; }

    /// <inheritdoc/>
    public static Decision<FraudCheckEvent> Decide(FraudCheck state, FraudCheckCommand command, in DecisionContext context) => command switch
    {
        FraudCheckCommand.AssessOrder order => Assess(state, order, context.Time),
        FraudCheckCommand.ClearOrder clear => Review(state, clear.Reviewer, new FraudCheckEvent.OrderCleared(clear.Reviewer)),
        FraudCheckCommand.RefuseOrder refuse => Review(state, refuse.Reviewer, new FraudCheckEvent.OrderRefused(state.Rule ?? "", refuse.Reviewer)),
        FraudCheckCommand.ExpireReview => state.Status == FraudCheckStatus.Held
            ? new FraudCheckEvent.ReviewExpired()
            : Decision<FraudCheckEvent>.Nothing,
        FraudCheckCommand.WithdrawCheck => Withdraw(state),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A fraud check does not know this command."),
    };

    /// <inheritdoc/>
    public static FraudCheck Evolve(FraudCheck state, FraudCheckEvent @event) => @event switch
    {
        FraudCheckEvent.OrderCleared cleared => state with { Status = FraudCheckStatus.Cleared, Reviewer = cleared.Reviewer },
        FraudCheckEvent.ReviewOpened opened => state with { Status = FraudCheckStatus.Held, Rule = opened.Rule, Due = opened.Due },
        FraudCheckEvent.OrderRefused refused => state with
        {
            Status = FraudCheckStatus.Refused,
            Rule = refused.Rule,
            Reviewer = refused.Reviewer,
        },
        FraudCheckEvent.ReviewExpired => state with { Status = FraudCheckStatus.Expired },
        FraudCheckEvent.CheckWithdrawn => state with { Status = FraudCheckStatus.Withdrawn },
        _ => state,
    };

    private static Decision<FraudCheckEvent> Assess(FraudCheck state, FraudCheckCommand.AssessOrder order, DateTimeOffset time)
    {
        // The order may have been cancelled while its customer's account was asked: then nobody needs an answer.
        if (state.Status == FraudCheckStatus.Withdrawn)
            return Decision<FraudCheckEvent>.Nothing;

        if (state.Status != FraudCheckStatus.None)
            return new Rejection("check-exists", $"The check is {state.Status} already.");

        if (FraudRules.Refusing(order) is { } refusing)
            return new FraudCheckEvent.OrderRefused(refusing, null);

        if (FraudRules.Holding(order) is not { } holding)
            return new FraudCheckEvent.OrderCleared(null);

        var due = time + order.Limits.ReviewTimeout;
        return Decision<FraudCheckEvent>
            .Accept(new FraudCheckEvent.ReviewOpened(order.Customer, order.Country, order.Amount, holding, due))
            .SetTimer(ReviewTimer, due, new FraudCheckCommand.ExpireReview());
    }

    private static Decision<FraudCheckEvent> Review(FraudCheck state, string reviewer, FraudCheckEvent outcome) => state.Status switch
    {
        not FraudCheckStatus.Held => new Rejection("check-not-held", $"The check is {state.Status}; only a held order is decided by a person."),
        _ when !EntityId.IsValid(reviewer) => new Rejection("reviewer-missing", "Who decides about an order gives a name."),
        _ => Decision<FraudCheckEvent>.Accept(outcome).CancelTimer(ReviewTimer),
    };

    private static Decision<FraudCheckEvent> Withdraw(FraudCheck state) => state.Status switch
    {
        FraudCheckStatus.None => new FraudCheckEvent.CheckWithdrawn(),
        FraudCheckStatus.Held => Decision<FraudCheckEvent>.Accept(new FraudCheckEvent.CheckWithdrawn()).CancelTimer(ReviewTimer),
        _ => Decision<FraudCheckEvent>.Nothing,
    };
}
