namespace Shop.Customers;

/// <summary>What can be asked of a customer's account.</summary>
public abstract record CustomerAccountCommand
{
    private CustomerAccountCommand()
    {
    }

    /// <summary>The customer has placed an order.</summary>
    public sealed record RecordOrder(string Order, decimal Amount) : CustomerAccountCommand;

    /// <summary>The customer has paid.</summary>
    public sealed record RecordSpending(string Order, decimal Amount) : CustomerAccountCommand;

    /// <summary>The customer got money back.</summary>
    public sealed record RecordRepayment(string Order, decimal Amount) : CustomerAccountCommand;
}
