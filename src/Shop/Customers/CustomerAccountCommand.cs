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

    /// <summary>Tells what the account knows to the fraud check of an order.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="Country">Where it goes.</param>
    /// <param name="Amount">What it costs.</param>
    /// <param name="Within">For how long an order counts as recent.</param>
    public sealed record TellStanding(string Order, string Country, decimal Amount, TimeSpan Within) : CustomerAccountCommand;

    /// <summary>The customer got money back.</summary>
    public sealed record RecordRepayment(string Order, decimal Amount) : CustomerAccountCommand;
}
