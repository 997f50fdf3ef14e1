namespace Actors.Simulation.Entities;

/// <summary>An entity whose decisions are not pure, which a simulation must find.</summary>
internal sealed record Dice(Guid Last) : IEntity<Dice, Dice.Roll, Dice.Rolled>
{
    public static EntityType Type { get; } = new("dice");

    public static Dice Initial { get; } = new(Guid.Empty);

    public static Decision<Rolled> Decide(Dice state, Roll command, in DecisionContext context) => new Rolled(Guid.NewGuid());

    public static Dice Evolve(Dice state, Rolled @event) => new(@event.Value);

    internal sealed record Roll;

    internal sealed record Rolled(Guid Value);
}
