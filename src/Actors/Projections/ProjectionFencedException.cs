using Actors.Journal;

namespace Actors.Projections;

/// <summary>Two runners work on one projection, and this one came second. It must start again from the stored offsets.</summary>
/// <param name="projection">The projection.</param>
public sealed class ProjectionFencedException(ReaderName projection)
    : Exception($"Projection {projection} was advanced by another runner; this one starts again from the stored offsets.")
{
    /// <summary>The projection.</summary>
    public ReaderName Projection { get; } = projection;
}
