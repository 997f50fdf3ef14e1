using Actors;
using Actors.Reactions;

namespace SmallBank;

/// <summary>Brings money that has left one account to the other, and back if the other was never opened.</summary>
public static class Transfers
{
    /// <summary>The reaction.</summary>
    public static Reaction Create() => Reaction.Named("transfers")
        .On<AccountEvent.PaymentSent>((e, at) => [To(e.To, new AccountCommand.ReceiveFunds(at.Entity.Id.Value, e.Amount))])
        .On<AccountEvent.FundsAmalgamated>((e, at) => [To(e.To, new AccountCommand.ReceiveFunds(at.Entity.Id.Value, e.Savings + e.Checking))])
        .On<AccountEvent.FundsRefused>((e, at) => [To(e.From, new AccountCommand.TakeBackFunds(at.Entity.Id.Value, e.Amount))])
        .Build();

    private static OutgoingCommand To(string account, AccountCommand command) =>
        OutgoingCommand.To<Account, AccountCommand, AccountEvent>(account, command);
}
