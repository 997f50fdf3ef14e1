namespace Actors.Simulation.Entities;

/// <summary>What happens to a <see cref="Reminder"/>.</summary>
internal abstract record ReminderEvent(long Token, string Name) : IHasToken
{
    internal sealed record WasSet(long Token, string Name) : ReminderEvent(Token, Name);

    internal sealed record WasCancelled(long Token, string Name) : ReminderEvent(Token, Name);

    internal sealed record Rang(long Token, string Name) : ReminderEvent(Token, Name);
}
