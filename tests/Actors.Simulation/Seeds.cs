using Actors.Simulation.Entities;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.Simulation;

/// <summary>Seeds of the built-in model.</summary>
internal static class Seeds
{
    private static readonly Workload Workload = new() { Model = _ => TestModel.Create(), Commands = Commands.Next };

    public static SimulationRun Run(ulong seed, PlantedFault fault = PlantedFault.None, bool isTraceKept = false) =>
        SeedRange.Run(Workload, seed, fault, isTraceKept);

    public static SimulationRun? FirstFailure(ulong first, int count, PlantedFault fault = PlantedFault.None) =>
        SeedRange.FirstFailure(Workload, first, count, fault);
}
