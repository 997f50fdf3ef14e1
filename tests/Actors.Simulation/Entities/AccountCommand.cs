namespace Actors.Simulation.Entities;

/// <summary>What an <see cref="Account"/> is told.</summary>
internal abstract record AccountCommand(long Token)
{
    internal sealed record Deposit(long Token, int Amount, int Parts) : AccountCommand(Token);

    internal sealed record Withdraw(long Token, int Amount) : AccountCommand(Token);

    internal sealed record Touch(long Token) : AccountCommand(Token);

    internal sealed record Break(long Token, DateTimeOffset MendedAt) : AccountCommand(Token);
}
