namespace Actors.Simulation;

/// <summary>Runs many seeds, on all processors; each run is a world of its own.</summary>
internal static class SeedRange
{
    /// <summary>The failure of the lowest seed that fails, or <see langword="null"/>.</summary>
    public static SeedResult? FirstFailure(ulong first, int count, PlantedFault fault = PlantedFault.None)
    {
        var failures = new SeedResult?[count];
        Parallel.For(0, count, (i, state) =>
        {
            failures[i] = SeedResult.Run(first + (ulong)i, fault) is { Failure: not null } failure ? failure : null;
            if (failures[i] is not null)
            {
                state.Break(); // Lower seeds still run, so that the answer is always the same.
            }
        });
        return Array.Find(failures, f => f is not null);
    }
}
