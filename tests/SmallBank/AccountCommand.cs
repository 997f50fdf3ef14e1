namespace SmallBank;

/// <summary>What can be asked of an account. Amounts are in whole units of money.</summary>
public abstract record AccountCommand
{
    private AccountCommand()
    {
    }

    /// <summary>Opens the account with what the customer brings.</summary>
    public sealed record OpenAccount(long Savings, long Checking) : AccountCommand;

    /// <summary>Pays into checking.</summary>
    public sealed record DepositChecking(long Amount) : AccountCommand;

    /// <summary>Pays into savings, or with a negative amount takes out of it; refused if it would become negative.</summary>
    public sealed record TransactSavings(long Amount) : AccountCommand;

    /// <summary>Cashes a check. One that exceeds savings and checking together is paid all the same, and costs a fee of 1.</summary>
    public sealed record WriteCheck(long Amount) : AccountCommand;

    /// <summary>Pays somebody else out of checking; refused if it holds less.</summary>
    public sealed record SendPayment(string To, long Amount) : AccountCommand;

    /// <summary>Moves everything, debts included, to somebody else's checking.</summary>
    public sealed record Amalgamate(string To) : AccountCommand;

    /// <summary>Money comes from another account. Sent by <see cref="Transfers"/>.</summary>
    public sealed record ReceiveFunds(string From, long Amount) : AccountCommand;

    /// <summary>Money comes back that the other account did not take. Sent by <see cref="Transfers"/>.</summary>
    public sealed record TakeBackFunds(string To, long Amount) : AccountCommand;
}
