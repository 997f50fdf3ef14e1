using Actors;

namespace Shop.Customers;

/// <summary>What a customer has ordered, paid and got back: totals only, so it stays small.</summary>
public sealed record CustomerAccount : IEntity<CustomerAccount, CustomerAccountCommand, CustomerAccountEvent>
{
    /// <summary>How many moments <see cref="Recent"/> holds at most.</summary>
    public const int RecentMax = 20;

    /// <inheritdoc/>
    public static EntityType Type { get; } = new("customer-account");

    /// <inheritdoc/>
    public static CustomerAccount Initial { get; } = new();

    /// <summary>How many orders were placed.</summary>
    public long Orders { get; init; }

    /// <summary>What they would cost together, paid or not.</summary>
    public decimal Ordered { get; init; }

    /// <summary>What was paid.</summary>
    public decimal Spent { get; init; }

    /// <summary>What was given back.</summary>
    public decimal Refunded { get; init; }

    /// <summary>When the account was last asked about orders, the earliest first.</summary>
    public IReadOnlyList<DateTimeOffset> Recent
    {
        get;
        init => field = value ?? []; // Missing in snapshots from before there were fraud checks.
    } = [];

    /// <inheritdoc/>
    public static Decision<CustomerAccountEvent> Decide(
        CustomerAccount state, CustomerAccountCommand command, in DecisionContext context) => command switch
        {
            CustomerAccountCommand.RecordOrder order => new CustomerAccountEvent.OrderRecorded(order.Order, order.Amount),
            CustomerAccountCommand.RecordSpending spending => new CustomerAccountEvent.SpendingRecorded(spending.Order, spending.Amount),
            CustomerAccountCommand.TellStanding asked => Tell(state, asked, context.Time),
            CustomerAccountCommand.RecordRepayment repayment => new CustomerAccountEvent.RepaymentRecorded(repayment.Order, repayment.Amount),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A customer's account does not know this command."),
        };

    /// <inheritdoc/>
    public static CustomerAccount Evolve(CustomerAccount state, CustomerAccountEvent @event) => @event switch
    {
        CustomerAccountEvent.OrderRecorded order => state with { Orders = state.Orders + 1, Ordered = state.Ordered + order.Amount },
        CustomerAccountEvent.SpendingRecorded spending => state with { Spent = state.Spent + spending.Amount },
        CustomerAccountEvent.StandingTold told => state with { Recent = [.. state.Recent.TakeLast(RecentMax - 1), told.At] },
        CustomerAccountEvent.RepaymentRecorded repayment => state with { Refunded = state.Refunded + repayment.Amount },
        _ => state,
    };

    private static CustomerAccountEvent.StandingTold Tell(CustomerAccount state, CustomerAccountCommand.TellStanding asked, DateTimeOffset time) => new(
        asked.Order, asked.Country, asked.Amount, state.Spent, state.Recent.Count(moment => moment > time - asked.Within), time);
}
