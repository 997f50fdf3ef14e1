using Actors.Journal;

namespace Actors.Projections.Audits;

/// <summary>
/// A projection that counts and folds the records it is given, in the transaction that moves its offset, and keeps beside them how far
/// somebody has compared that with the journal. All members may be called concurrently.
/// </summary>
public interface IAuditedProjection
{
    /// <summary>The projection's name.</summary>
    ReaderName Name { get; }

    /// <summary>Where it stands in each shard that it has read; all from one state of the store.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    Task<IReadOnlyList<ProjectionPlace>> Places(CancellationToken cancellationToken);

    /// <summary>Records that a projection was compared up to its offset in a place, and what was found there; both or neither.</summary>
    /// <param name="place">The place that was compared, as <see cref="Places"/> gave it.</param>
    /// <param name="found">What is wrong between what was audited before and the offset; empty when all is well.</param>
    /// <param name="isWhole">Whether it was compared from its beginning, which makes earlier findings of the shard obsolete.</param>
    /// <param name="cancellationToken">Gives up; it may or may not be recorded.</param>
    Task Record(ProjectionPlace place, IReadOnlyList<ProjectionSkip> found, bool isWhole, CancellationToken cancellationToken);

    /// <summary>What was found and still stands: until the projection is rebuilt, or compared from its beginning without it.</summary>
    Task<IReadOnlyList<ProjectionSkip>> Skips(CancellationToken cancellationToken);
}
