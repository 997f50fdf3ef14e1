namespace Actors.TestKit.Simulation.Worlds;

/// <summary>A checker has seen an invariant broken.</summary>
/// <param name="invariant">Which one, such as <c>I3</c>.</param>
/// <param name="what">What was seen.</param>
internal sealed class InvariantViolation(string invariant, string what) : Exception($"{invariant}: {what}")
{
    public string Invariant { get; } = invariant;
}
