namespace Actors.Simulation;

/// <summary>What became of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">Of its whole story.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Invariant">The invariant that was broken; <see langword="null"/> when none was.</param>
/// <param name="Failure">What was seen.</param>
/// <param name="Story">Every line, where it was asked for.</param>
internal sealed record SeedResult(ulong Seed, ulong Hash, int Steps, string? Invariant, string? Failure, IReadOnlyList<string> Story)
{
    /// <summary>Runs one seed.</summary>
    public static SeedResult Run(ulong seed, PlantedFault fault = PlantedFault.None, bool isTraceKept = false)
    {
        var world = new SimulatedWorld(seed, fault, isTraceKept);
        var (invariant, failure) = (default(string), default(string));
        try
        {
            new Scheduler(world).Run();
        }
        catch (InvariantViolation violation)
        {
            (invariant, failure) = (violation.Invariant, violation.Message);
        }
        catch (Exception exception) // Whatever a machine throws is a finding of its own.
        {
            (invariant, failure) = ("exception", exception.ToString());
        }

        if (failure is not null)
        {
            world.Trace.Tell(failure);
        }

        return new SeedResult(seed, world.Trace.Hash, world.Trace.Step, invariant, failure, world.Trace.Lines);
    }
}
