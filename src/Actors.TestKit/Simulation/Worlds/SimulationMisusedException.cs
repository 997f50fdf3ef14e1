namespace Actors.TestKit.Simulation.Worlds;

/// <summary>The simulation was given something that it cannot run; the text says what it needs.</summary>
internal sealed class SimulationMisusedException(string message) : Exception(message);
