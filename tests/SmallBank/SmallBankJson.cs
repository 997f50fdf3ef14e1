using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmallBank;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(GetBalance)), JsonSerializable(typeof(Balance))]
[JsonSerializable(typeof(AccountCommand.OpenAccount)), JsonSerializable(typeof(AccountEvent.AccountOpened))]
[JsonSerializable(typeof(AccountCommand.DepositChecking)), JsonSerializable(typeof(AccountEvent.CheckingDeposited))]
[JsonSerializable(typeof(AccountCommand.TransactSavings)), JsonSerializable(typeof(AccountEvent.SavingsTransacted))]
[JsonSerializable(typeof(AccountCommand.WriteCheck)), JsonSerializable(typeof(AccountEvent.CheckWritten))]
[JsonSerializable(typeof(AccountCommand.SendPayment)), JsonSerializable(typeof(AccountEvent.PaymentSent))]
[JsonSerializable(typeof(AccountCommand.Amalgamate)), JsonSerializable(typeof(AccountEvent.FundsAmalgamated))]
[JsonSerializable(typeof(AccountCommand.ReceiveFunds)), JsonSerializable(typeof(AccountEvent.FundsReceived))]
[JsonSerializable(typeof(AccountEvent.FundsRefused))]
[JsonSerializable(typeof(AccountCommand.TakeBackFunds)), JsonSerializable(typeof(AccountEvent.FundsReturned))]
internal sealed partial class SmallBankJson : JsonSerializerContext;
