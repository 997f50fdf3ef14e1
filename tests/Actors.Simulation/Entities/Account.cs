namespace Actors.Simulation.Entities;

/// <summary>An account: it can refuse, take a command without an event, and break on a command until a certain time.</summary>
/// <param name="Balance">What it holds.</param>
/// <param name="Digest">Of all events in their order.</param>
internal sealed record Account(long Balance, long Digest) : IEntity<Account, AccountCommand, AccountEvent>
{
    public static EntityType Type { get; } = new("account");

    public static Account Initial { get; } = new(0, 17);

    public static Decision<AccountEvent> Decide(Account state, AccountCommand command, in DecisionContext context)
    {
        switch (command)
        {
            case AccountCommand.Deposit deposit:
                return Decision<AccountEvent>.Accept(
                    [.. Enumerable.Range(0, deposit.Parts).Select(part => new AccountEvent.Deposited(deposit.Token, deposit.Amount, part))]);
            case AccountCommand.Withdraw withdraw when withdraw.Amount > state.Balance:
                return Decision<AccountEvent>.Reject("overdrawn", Tokens.Text(withdraw.Token));
            case AccountCommand.Withdraw withdraw:
                return new AccountEvent.Withdrawn(withdraw.Token, withdraw.Amount);
            case AccountCommand.Break broken when context.Time < broken.MendedAt:
                throw new InvalidOperationException($"broken until {broken.MendedAt:O}");
            case AccountCommand.Break broken:
                return new AccountEvent.Withdrawn(broken.Token, 0);
            default:
                return Decision<AccountEvent>.Nothing;
        }
    }

    public static Account Evolve(Account state, AccountEvent @event) => @event switch
    {
        AccountEvent.Deposited deposited => new(state.Balance + deposited.Amount, Tokens.Digest(state.Digest, deposited.Token + deposited.Part)),
        AccountEvent.Withdrawn withdrawn => new(state.Balance - withdrawn.Amount, Tokens.Digest(state.Digest, -withdrawn.Token)),
        _ => throw new InvalidOperationException(),
    };
}
