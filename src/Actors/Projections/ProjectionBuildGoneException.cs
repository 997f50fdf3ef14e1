using Actors.Journal;

namespace Actors.Projections;

/// <summary>A build of a projection was dropped; its runner has nothing left to do.</summary>
/// <param name="projection">The projection.</param>
/// <param name="build">The number of the build.</param>
public sealed class ProjectionBuildGoneException(ReaderName projection, int build)
    : Exception($"Build {build} of projection {projection} was dropped; its runner ends.")
{
    /// <summary>The projection.</summary>
    public ReaderName Projection { get; } = projection;

    /// <summary>The number of the build.</summary>
    public int Build { get; } = build;
}
