using Actors.Reactions;
using Actors.Schema;
using Actors.SideEffects;

namespace Actors.Simulation.Entities;

/// <summary>The application that the simulation runs: its entities, and the commands that their events lead to.</summary>
internal static class TestModel
{
    /// <summary>The whole model, with a payout service of its own.</summary>
    public static ActorModel Create(ISideEffectHandler<AccountEvent.Withdrawn>? payouts = null) => new(
    [
        EntityDefinition.For<Account, AccountCommand, AccountEvent>(EntitiesJson.Default)
            .Command<AccountCommand.Deposit>("deposit").Command<AccountCommand.Withdraw>("withdraw")
            .Command<AccountCommand.Touch>("touch").Command<AccountCommand.Break>("break")
            .Event<AccountEvent.Deposited>("deposited").Event<AccountEvent.Withdrawn>("withdrawn").Build(),
        EntityDefinition.For<Counter, Counter.Add, Counter.Added>(EntitiesJson.Default)
            .Command<Counter.Add>("add").Event<Counter.Added>("added").Build(),
        EntityDefinition.For<Reminder, ReminderCommand, ReminderEvent>(EntitiesJson.Default)
            .Command<ReminderCommand.Set>("set").Command<ReminderCommand.Cancel>("cancel").Command<ReminderCommand.Ring>("ring")
            .Event<ReminderEvent.WasSet>("was-set").Event<ReminderEvent.WasCancelled>("was-cancelled")
            .Event<ReminderEvent.Rang>("rang").Build(),
    ],
    [
        Reaction.Named("counting").On<AccountEvent.Deposited>((deposited, _) => Count(deposited)).Build(),
        Reaction.Named("ringing").On<ReminderEvent.Rang>((rang, _) => Pay(rang)).Build(),
    ],
    [SideEffect.Of("payout", payouts ?? new PayoutService(), new SideEffectOptions { AttemptsMax = 3 })]);

    public static readonly IReadOnlyList<EntityKey> Accounts = Keys(Account.Type, 5);

    public static readonly IReadOnlyList<EntityKey> Counters = Keys(Counter.Type, 4);

    public static readonly IReadOnlyList<EntityKey> Reminders = Keys(Reminder.Type, 2);

    private static IEnumerable<OutgoingCommand> Count(AccountEvent.Deposited deposited) => deposited.Part > 0
        ? []
        :
        [
            new(Counters[(int)(deposited.Token % Counters.Count)], new Counter.Add(Tokens.OfReaction(deposited.Token, 0))),
            new(Counters[(int)((deposited.Token + 1) % Counters.Count)], new Counter.Add(Tokens.OfReaction(deposited.Token, 1))),
        ];

    private static IEnumerable<OutgoingCommand> Pay(ReminderEvent.Rang rang) =>
        [new(Accounts[(int)(rang.Token % Accounts.Count)], new AccountCommand.Deposit(Tokens.OfReaction(rang.Token, 2), 1, 1))];

    private static EntityKey[] Keys(EntityType type, int count) =>
        [.. Enumerable.Range(1, count).Select(i => new EntityKey(type, new EntityId(Tokens.Text(i))))];
}
