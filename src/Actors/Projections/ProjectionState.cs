namespace Actors.Projections;

/// <summary>What all nodes agree on about one projection; kept beside its tables and changed by compare-and-set. Immutable.</summary>
public sealed record ProjectionState
{
    /// <summary>The projection's name.</summary>
    public required string Name { get; init; }

    /// <summary>Rises by one with each change; a change is stored only on top of the one that it was made from.</summary>
    public long Revision { get; init; }

    /// <summary>Whether all its builds stand still until somebody resumes it.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The number of the next build.</summary>
    public required int NextBuild { get; init; }

    /// <summary>Its builds by number: always one that is active, at most one that is to follow it, at most one that was before it.</summary>
    public required IReadOnlyList<BuildState> Builds { get; init; }

    /// <summary>The build that readers see.</summary>
    public BuildState Active => Builds.First(b => b.Phase == BuildPhase.Active);

    /// <summary>The build that is to take the active one's place.</summary>
    public BuildState? Candidate => Builds.FirstOrDefault(b => b.Phase is BuildPhase.Building or BuildPhase.CaughtUp);

    /// <summary>The build that was active before.</summary>
    public BuildState? Standby => Builds.FirstOrDefault(b => b.Phase == BuildPhase.Standby);

    /// <summary>Finds a build by its number.</summary>
    public BuildState? Find(int number) => Builds.FirstOrDefault(b => b.Number == number);
}
