using Actors.Schema;

namespace Actors.TestKit.Simulation.Worlds;

/// <summary>What a simulation runs: a model, what is sent to it, and what must hold besides I1 to I7.</summary>
internal sealed record Workload
{
    public required Func<SeededRandom, ActorModel> Model { get; init; }

    public Func<SimulatedMoment, OutgoingCommand> Commands { get; init; } =
        _ => throw new InvalidOperationException("The simulation has nothing to send: say what with With(...).");

    public IReadOnlyList<StateInvariant> Always { get; init; } = [];

    public IReadOnlyList<StateInvariant> AtRest { get; init; } = [];
}
