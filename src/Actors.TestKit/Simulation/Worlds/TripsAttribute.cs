namespace Actors.TestKit.Simulation.Worlds;

/// <summary>Which invariant's checker a planted fault is there to trip.</summary>
/// <param name="invariant">Such as <c>I3</c>.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class TripsAttribute(string invariant) : Attribute
{
    public string Invariant { get; } = invariant;
}
