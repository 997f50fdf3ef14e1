using Actors.SideEffects;

namespace Actors.Simulation.Entities;

/// <summary>A service outside that pays a withdrawal out: it sometimes fails once, and for some withdrawals always.</summary>
internal sealed class PayoutService : ISideEffectHandler<AccountEvent.Withdrawn>
{
    private readonly HashSet<string> _paid = [];

    public Task<IReadOnlyList<OutgoingCommand>> Handle(
        AccountEvent.Withdrawn @event, SideEffectContext context, CancellationToken cancellationToken)
    {
        if (@event.Token % 7 == 0 || (@event.Token % 3 == 0 && _paid.Add(context.IdempotencyKey)))
        {
            throw new InvalidOperationException("the service is busy");
        }

        return Task.FromResult<IReadOnlyList<OutgoingCommand>>([Count(@event)]);
    }

    public IReadOnlyList<OutgoingCommand> GiveUp(AccountEvent.Withdrawn @event, SideEffectContext context, Exception lastFailure) =>
        [new(context.Event.Entity, new AccountCommand.Deposit(Tokens.OfReaction(@event.Token, 3), 1, 1))];

    private static OutgoingCommand Count(AccountEvent.Withdrawn @event) =>
        new(TestModel.Counters[(int)(@event.Token % TestModel.Counters.Count)], new Counter.Add(Tokens.OfReaction(@event.Token, 3)));
}
