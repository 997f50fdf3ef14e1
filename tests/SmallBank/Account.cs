using Actors;

namespace SmallBank;

/// <summary>
/// A customer with savings and checking, after SmallBank (Alomari, Cahill, Fekete, Röhm: The Cost of Serializability on Platforms
/// That Use Snapshot Isolation, ICDE 2008). What the paper does to two customers in one transaction is here a transfer: the money
/// leaves one account, is under way, and arrives at the other by a reaction.
/// </summary>
/// <param name="IsOpen">Whether it was opened.</param>
/// <param name="Savings">Never negative, unless it was opened so.</param>
/// <param name="Checking">Negative after an uncovered check.</param>
public sealed record Account(bool IsOpen, long Savings, long Checking) : IEntity<Account, AccountCommand, AccountEvent>
{
    private const long OverdraftFee = 1;

    /// <inheritdoc/>
    public static EntityType Type { get; } = new("bank-account");

    /// <inheritdoc/>
    public static Account Initial { get; } = new(false, 0, 0);

    /// <inheritdoc/>
    public static Decision<AccountEvent> Decide(Account state, AccountCommand command, in DecisionContext context) => command switch
    {
        AccountCommand.OpenAccount open => state.IsOpen
            ? new Rejection("account-open", "The account is open already.")
            : new AccountEvent.AccountOpened(open.Savings, open.Checking),
        AccountCommand.ReceiveFunds receive => state.IsOpen
            ? new AccountEvent.FundsReceived(receive.From, receive.Amount)
            : new AccountEvent.FundsRefused(receive.From, receive.Amount),
        AccountCommand.TakeBackFunds takeBack => new AccountEvent.FundsReturned(takeBack.To, takeBack.Amount),
        _ when !state.IsOpen => new Rejection("account-unknown", "The account was never opened."),
        AccountCommand.DepositChecking { Amount: < 1 } or AccountCommand.WriteCheck { Amount: < 1 } or AccountCommand.SendPayment { Amount: < 1 } =>
            new Rejection("amount-out-of-range", "An amount is at least 1."),
        AccountCommand.DepositChecking deposit => new AccountEvent.CheckingDeposited(deposit.Amount),
        AccountCommand.TransactSavings transact => state.Savings + transact.Amount < 0
            ? new Rejection("savings-too-low", $"Savings hold {state.Savings}.")
            : new AccountEvent.SavingsTransacted(transact.Amount),
        AccountCommand.WriteCheck check => new AccountEvent.CheckWritten(
            check.Amount, state.Savings + state.Checking < check.Amount ? OverdraftFee : 0),
        AccountCommand.SendPayment payment => Send(state, payment, context.Entity),
        AccountCommand.Amalgamate amalgamate => amalgamate.To == context.Entity.Id.Value
            ? SameAccount()
            : new AccountEvent.FundsAmalgamated(amalgamate.To, state.Savings, state.Checking),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "An account does not know this command."),
    };

    /// <inheritdoc/>
    public static Account Evolve(Account state, AccountEvent @event) => @event switch
    {
        AccountEvent.AccountOpened opened => new Account(true, opened.Savings, opened.Checking),
        AccountEvent.CheckingDeposited deposited => state with { Checking = state.Checking + deposited.Amount },
        AccountEvent.SavingsTransacted transacted => state with { Savings = state.Savings + transacted.Amount },
        AccountEvent.CheckWritten written => state with { Checking = state.Checking - written.Amount - written.Fee },
        AccountEvent.PaymentSent sent => state with { Checking = state.Checking - sent.Amount },
        AccountEvent.FundsAmalgamated => state with { Savings = 0, Checking = 0 },
        AccountEvent.FundsReceived received => state with { Checking = state.Checking + received.Amount },
        AccountEvent.FundsReturned returned => state with { Checking = state.Checking + returned.Amount },
        _ => state,
    };

    private static Decision<AccountEvent> Send(Account state, AccountCommand.SendPayment payment, EntityKey self)
    {
        if (payment.To == self.Id.Value)
        {
            return SameAccount();
        }

        return state.Checking < payment.Amount
            ? new Rejection("checking-too-low", $"Checking holds {state.Checking}.")
            : new AccountEvent.PaymentSent(payment.To, payment.Amount);
    }

    private static Rejection SameAccount() => new("same-account", "Money is sent to another account.");
}
