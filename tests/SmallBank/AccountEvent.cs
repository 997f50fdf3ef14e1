namespace SmallBank;

/// <summary>What has happened to an account.</summary>
public abstract record AccountEvent
{
    private AccountEvent()
    {
    }

    /// <summary>It was opened.</summary>
    public sealed record AccountOpened(long Savings, long Checking) : AccountEvent;

    /// <summary>Money came in over the counter.</summary>
    public sealed record CheckingDeposited(long Amount) : AccountEvent;

    /// <summary>Money came into savings, or went out of it.</summary>
    public sealed record SavingsTransacted(long Amount) : AccountEvent;

    /// <summary>A check was paid, with a fee when it was not covered.</summary>
    public sealed record CheckWritten(long Amount, long Fee) : AccountEvent;

    /// <summary>Money left for another account.</summary>
    public sealed record PaymentSent(string To, long Amount) : AccountEvent;

    /// <summary>Everything left for another account.</summary>
    public sealed record FundsAmalgamated(string To, long Savings, long Checking) : AccountEvent;

    /// <summary>Money arrived from another account.</summary>
    public sealed record FundsReceived(string From, long Amount) : AccountEvent;

    /// <summary>Money arrived for an account that was never opened; it goes back.</summary>
    public sealed record FundsRefused(string From, long Amount) : AccountEvent;

    /// <summary>Money is back that the other account did not take.</summary>
    public sealed record FundsReturned(string To, long Amount) : AccountEvent;
}
