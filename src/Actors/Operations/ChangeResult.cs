namespace Actors.Operations;

/// <summary>What became of a change.</summary>
/// <param name="IsDone">Whether it was made; never after a dry run.</param>
/// <param name="Outcome">What was or would be changed, for people.</param>
public sealed record ChangeResult(bool IsDone, string Outcome);
