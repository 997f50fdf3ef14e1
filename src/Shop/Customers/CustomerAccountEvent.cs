namespace Shop.Customers;

/// <summary>What happens to a customer's account.</summary>
public abstract record CustomerAccountEvent
{
    private CustomerAccountEvent()
    {
    }

    /// <summary>An order was counted.</summary>
    public sealed record OrderRecorded(string Order, decimal Amount) : CustomerAccountEvent;

    /// <summary>A payment was counted.</summary>
    public sealed record SpendingRecorded(string Order, decimal Amount) : CustomerAccountEvent;

    /// <summary>The account told what it knows about the customer of an order.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="Country">Where it goes.</param>
    /// <param name="Amount">What it costs.</param>
    /// <param name="Spent">What the customer has paid so far.</param>
    /// <param name="Recent">How many other orders were asked about shortly before.</param>
    /// <param name="At">When it was asked.</param>
    public sealed record StandingTold(string Order, string Country, decimal Amount, decimal Spent, int Recent, DateTimeOffset At)
        : CustomerAccountEvent;

    /// <summary>A refund was counted.</summary>
    public sealed record RepaymentRecorded(string Order, decimal Amount) : CustomerAccountEvent;
}
