namespace Actors.Simulation.Entities;

/// <summary>Sets, replaces and cancels durable timers, and hears them.</summary>
/// <param name="Heard">How many timers have rung.</param>
/// <param name="Digest">Of all events in their order.</param>
internal sealed record Reminder(int Heard, long Digest) : IEntity<Reminder, ReminderCommand, ReminderEvent>
{
    public static EntityType Type { get; } = new("reminder");

    public static Reminder Initial { get; } = new(0, 29);

    public static Decision<ReminderEvent> Decide(Reminder state, ReminderCommand command, in DecisionContext context) => command switch
    {
        ReminderCommand.Set set => Decision<ReminderEvent>.Accept(new ReminderEvent.WasSet(set.Token, set.Name))
            .SetTimer(set.Name, set.Due, new ReminderCommand.Ring(Tokens.OfTimer(set.Token), set.Name)),
        ReminderCommand.Cancel cancel => Decision<ReminderEvent>.Accept(new ReminderEvent.WasCancelled(cancel.Token, cancel.Name))
            .CancelTimer(cancel.Name),
        ReminderCommand.Ring ring => new ReminderEvent.Rang(ring.Token, ring.Name),
        _ => throw new InvalidOperationException(),
    };

    public static Reminder Evolve(Reminder state, ReminderEvent @event) => new(
        state.Heard + (@event is ReminderEvent.Rang ? 1 : 0), Tokens.Digest(state.Digest, @event.Token));
}
