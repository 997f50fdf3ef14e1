namespace Actors.Operations;

/// <summary>One projection, as an operator sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsPaused">Whether somebody has paused it, on all nodes.</param>
/// <param name="Versions">The versions of its code that the answering node has.</param>
/// <param name="Builds">Its builds.</param>
/// <param name="Parked">The first entities that its builds have parked, with the build, for the status of one projection.</param>
public sealed record ProjectionInfo(
    string Name, bool IsPaused, IReadOnlyList<int> Versions, IReadOnlyList<ProjectionBuildInfo> Builds, IReadOnlyList<ParkedEntityInfo>? Parked = null);
