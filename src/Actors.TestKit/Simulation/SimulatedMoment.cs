namespace Actors.TestKit.Simulation;

/// <summary>The moment in a simulation at which a command is drawn.</summary>
/// <param name="Random">The only source of chance.</param>
/// <param name="Number">Counts the commands of a run, from 1: good for ids of new entities.</param>
/// <param name="Time">The world's time.</param>
public readonly record struct SimulatedMoment(SeededRandom Random, long Number, DateTimeOffset Time);
