using Actors;

namespace SmallBank;

/// <summary>The usual mix of operations: 25 in 100 payments, 15 each of the others.</summary>
public static class Mix
{
    private const int AmountMax = 100;

    /// <summary>One operation; a command, or <see langword="null"/> for asking the balance.</summary>
    /// <param name="share">A random number below 100: it decides the kind.</param>
    /// <param name="amount">A random number: it decides the amount.</param>
    /// <param name="other">Another account than the one the operation is for.</param>
    public static AccountCommand? Operation(int share, int amount, EntityId other) => (share, 1 + (amount % AmountMax)) switch
    {
        ( < 15, _) => null,
        ( < 30, var some) => new AccountCommand.DepositChecking(some),
        ( < 45, var some) => new AccountCommand.TransactSavings(some % 2 == 0 ? some : -some),
        ( < 60, var some) => new AccountCommand.WriteCheck(some),
        ( < 75, _) => new AccountCommand.Amalgamate(other.Value),
        (_, var some) => new AccountCommand.SendPayment(other.Value, some),
    };
}
