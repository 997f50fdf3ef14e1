namespace Actors.Projections;

/// <summary>What becomes of a wish to change a projection's state.</summary>
/// <param name="State">The state after it, to be stored; <see langword="null"/> when the wish is refused.</param>
/// <param name="Outcome">What changes, or why nothing does, for people.</param>
public sealed record ProjectionChange(ProjectionState? State, string Outcome)
{
    /// <summary>Whether it is refused.</summary>
    public bool IsRefused => State is null;
}
