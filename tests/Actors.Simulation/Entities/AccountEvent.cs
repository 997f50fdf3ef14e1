namespace Actors.Simulation.Entities;

/// <summary>What happens to an <see cref="Account"/>.</summary>
internal abstract record AccountEvent(long Token) : IHasToken
{
    internal sealed record Deposited(long Token, int Amount, int Part) : AccountEvent(Token);

    internal sealed record Withdrawn(long Token, int Amount) : AccountEvent(Token);
}
