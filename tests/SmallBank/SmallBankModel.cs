using Actors.Schema;

namespace SmallBank;

/// <summary>The whole bank, ready to be run.</summary>
public static class SmallBankModel
{
    /// <summary>Builds the model.</summary>
    public static ActorModel Create() => new([Accounts()], [Transfers.Create()]);

    private static EntityDefinition Accounts() => EntityDefinition.For<Account, AccountCommand, AccountEvent>(SmallBankJson.Default)
        .Command<AccountCommand.OpenAccount>("open-account")
        .Command<AccountCommand.DepositChecking>("deposit-checking")
        .Command<AccountCommand.TransactSavings>("transact-savings")
        .Command<AccountCommand.WriteCheck>("write-check")
        .Command<AccountCommand.SendPayment>("send-payment")
        .Command<AccountCommand.Amalgamate>("amalgamate")
        .Command<AccountCommand.ReceiveFunds>("receive-funds")
        .Command<AccountCommand.TakeBackFunds>("take-back-funds")
        .Event<AccountEvent.AccountOpened>("account-opened")
        .Event<AccountEvent.CheckingDeposited>("checking-deposited")
        .Event<AccountEvent.SavingsTransacted>("savings-transacted")
        .Event<AccountEvent.CheckWritten>("check-written")
        .Event<AccountEvent.PaymentSent>("payment-sent")
        .Event<AccountEvent.FundsAmalgamated>("funds-amalgamated")
        .Event<AccountEvent.FundsReceived>("funds-received")
        .Event<AccountEvent.FundsRefused>("funds-refused")
        .Event<AccountEvent.FundsReturned>("funds-returned")
        .Query<GetBalance, Balance>("balance", (account, _) => new Balance(account.Savings + account.Checking))
        .Build();
}
