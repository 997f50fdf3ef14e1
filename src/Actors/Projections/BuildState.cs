namespace Actors.Projections;

/// <summary>One build of a projection: tables of its own, filled from the journal's start by one version of its code.</summary>
/// <param name="Number">Its number, which its tables carry; never used again.</param>
/// <param name="Version">The version of the code that fills it.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Started">When it was begun, in UTC.</param>
public sealed record BuildState(int Number, int Version, BuildPhase Phase, DateTimeOffset Started)
{
    /// <summary>Why it stands still until somebody resumes it; <see langword="null"/> while it runs.</summary>
    public string? Failure { get; init; }

    /// <summary>How it compared with the active build when it had caught up; <see langword="null"/> before that.</summary>
    public ProjectionComparison? Comparison { get; init; }

    /// <summary>When it last became active, in UTC.</summary>
    public DateTimeOffset? Switched { get; init; }
}
