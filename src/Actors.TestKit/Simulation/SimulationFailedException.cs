namespace Actors.TestKit.Simulation;

/// <summary>A seed of a simulation has broken an invariant.</summary>
/// <param name="run">What became of it.</param>
public sealed class SimulationFailedException(SimulationRun run) : Exception(
    $"Seed {run.Seed} failed after {run.Steps} steps: {run.Failure}\n"
    + $"Replay it with its story: string.Join('\\n', simulation.Replay({run.Seed}).Story)")
{
    /// <summary>The seed's run; its story is kept by <see cref="Simulation.Replay"/> only.</summary>
    public SimulationRun Run { get; } = run;
}
