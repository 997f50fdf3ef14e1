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

    /// <summary>A refund was counted.</summary>
    public sealed record RepaymentRecorded(string Order, decimal Amount) : CustomerAccountEvent;
}
