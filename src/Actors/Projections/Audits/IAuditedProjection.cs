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

    /// <summary>Where each of its builds stands in each shard that it has read; all from one state of the store.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    Task<IReadOnlyList<ProjectionPlace>> Places(CancellationToken cancellationToken);

    /// <summary>Records that it was compared up to these offsets, and what was found there, in one transaction.</summary>
    /// <param name="compared">The places that were compared, as <see cref="Places"/> gave them.</param>
    /// <param name="found">What is wrong between what was audited before and the offsets; empty when all is well.</param>
    /// <param name="cleared">Places among them that were compared from their beginning without a fault: earlier findings there go.</param>
    /// <param name="cancellationToken">Gives up; it may or may not be recorded.</param>
    Task Record(
        IReadOnlyList<ProjectionPlace> compared,
        IReadOnlyList<ProjectionSkip> found,
        IReadOnlyList<ProjectionPlace> cleared,
        CancellationToken cancellationToken);

    /// <summary>What was found and still stands: until the build is dropped, or compared from its beginning without a fault.</summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ProjectionSkip>> Skips(int limit, CancellationToken cancellationToken);
}
