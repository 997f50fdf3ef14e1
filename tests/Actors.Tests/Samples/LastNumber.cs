namespace Actors.Tests.Samples;

/// <summary>Asks a <see cref="Tally"/> for its last number, plus something.</summary>
/// <param name="Plus">What to add to the answer.</param>
public sealed record LastNumber(long Plus)
{
    /// <summary>The answer.</summary>
    public sealed record Answer(long? Number);
}
