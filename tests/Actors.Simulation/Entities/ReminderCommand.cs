namespace Actors.Simulation.Entities;

/// <summary>What a <see cref="Reminder"/> is told.</summary>
internal abstract record ReminderCommand(long Token, string Name)
{
    internal sealed record Set(long Token, string Name, DateTimeOffset Due) : ReminderCommand(Token, Name);

    internal sealed record Cancel(long Token, string Name) : ReminderCommand(Token, Name);

    internal sealed record Ring(long Token, string Name) : ReminderCommand(Token, Name);
}
