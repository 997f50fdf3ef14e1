using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Simulation.Entities;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(AccountCommand.Deposit))]
[JsonSerializable(typeof(AccountCommand.Withdraw))]
[JsonSerializable(typeof(AccountCommand.Touch))]
[JsonSerializable(typeof(AccountCommand.Break))]
[JsonSerializable(typeof(AccountEvent.Deposited))]
[JsonSerializable(typeof(AccountEvent.Withdrawn))]
[JsonSerializable(typeof(Counter))]
[JsonSerializable(typeof(Counter.Add))]
[JsonSerializable(typeof(Counter.Added))]
[JsonSerializable(typeof(Reminder))]
[JsonSerializable(typeof(ReminderCommand.Set), TypeInfoPropertyName = "ReminderSet")]
[JsonSerializable(typeof(ReminderCommand.Cancel), TypeInfoPropertyName = "ReminderCancel")]
[JsonSerializable(typeof(ReminderCommand.Ring), TypeInfoPropertyName = "ReminderRing")]
[JsonSerializable(typeof(ReminderEvent.WasSet))]
[JsonSerializable(typeof(ReminderEvent.WasCancelled))]
[JsonSerializable(typeof(ReminderEvent.Rang))]
[JsonSerializable(typeof(Dice))]
[JsonSerializable(typeof(Dice.Roll))]
[JsonSerializable(typeof(Dice.Rolled))]
internal sealed partial class EntitiesJson : JsonSerializerContext;
