namespace Actors.TestKit.Simulation;

/// <summary>What became of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">Of its whole story: equal for equal runs.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Invariant">
/// What was broken: <c>I1</c> to <c>I7</c>, <c>Lease</c> or <c>Placement</c>, the name of an invariant of your own, or <c>exception</c> when something threw;
/// <see langword="null"/> when all held.
/// </param>
/// <param name="Failure">What was seen; <see langword="null"/> when all held.</param>
/// <param name="Story">Every step of it, one line each, where it was asked for.</param>
public sealed record SimulationRun(ulong Seed, ulong Hash, int Steps, string? Invariant, string? Failure, IReadOnlyList<string> Story);
