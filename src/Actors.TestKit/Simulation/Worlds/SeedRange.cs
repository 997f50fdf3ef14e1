namespace Actors.TestKit.Simulation.Worlds;

/// <summary>Runs seeds; many of them on all processors, each a world of its own.</summary>
internal static class SeedRange
{
    /// <summary>Runs one seed.</summary>
    public static SimulationRun Run(Workload workload, ulong seed, PlantedFault fault = PlantedFault.None, bool isTraceKept = false)
    {
        var trace = new Trace(isTraceKept);
        var (invariant, failure) = (default(string), default(string));
        try
        {
            new Scheduler(new SimulatedWorld(workload, seed, fault, trace)).Run();
        }
        catch (InvariantViolation violation)
        {
            (invariant, failure) = (violation.Invariant, violation.Message);
        }
        catch (Exception exception) // Whatever a machine or the model throws is a finding of its own.
        {
            (invariant, failure) = ("exception", exception.ToString());
        }

        if (failure is not null)
        {
            trace.Tell(failure);
        }

        return new SimulationRun(seed, trace.Hash, trace.Step, invariant, failure, trace.Lines);
    }

    /// <summary>The failure of the lowest seed that fails, or <see langword="null"/>.</summary>
    public static SimulationRun? FirstFailure(Workload workload, ulong first, int count, PlantedFault fault = PlantedFault.None)
    {
        var failures = new SimulationRun?[count];
        Parallel.For(0, count, (i, state) =>
        {
            failures[i] = Run(workload, first + (ulong)i, fault) is { Failure: not null } failure ? failure : null;
            if (failures[i] is not null)
            {
                state.Break(); // Lower seeds still run, so that the answer is always the same.
            }
        });
        return Array.Find(failures, f => f is not null);
    }
}
