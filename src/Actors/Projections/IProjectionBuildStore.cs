using Actors.Journal;

namespace Actors.Projections;

/// <summary>
/// The tables of one build of a projection with its offsets. Besides what <see cref="IProjectionStore"/> promises it sets records aside,
/// and <see cref="IProjectionStore.Start"/> and every change throw <see cref="ProjectionBuildGoneException"/> or
/// <see cref="ProjectionFencedException"/> once the build was dropped. One caller at a time; stores of one build may run
/// at once on different shards.
/// </summary>
public interface IProjectionBuildStore : IProjectionStore
{
    /// <summary>Applies, skips and parks records and moves the offsets over all of them, in one transaction.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached; nothing of it, or all of it, was applied.</exception>
    /// <exception cref="ProjectionFencedException">
    /// Another runner has moved the offsets meanwhile, or the build would overtake the one that readers see; nothing was applied.
    /// </exception>
    Task Apply(ProjectionBatch batch, CancellationToken cancellationToken);

    /// <summary>The entities whose records are set aside, in the order in which they were parked.</summary>
    Task<IReadOnlyList<ParkedEntity>> Parked(CancellationToken cancellationToken);

    /// <summary>The first records of an entity that are set aside, in order.</summary>
    Task<IReadOnlyList<SequenceNumber>> ParkedRecords(EntityKey entity, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Applies the first parked records of an entity and forgets them, in one transaction; with the last of them the entity is parked no
    /// more. Only the runner of the entity's shard may call it, between two batches.
    /// </summary>
    /// <exception cref="ProjectionFencedException">Another runner works on the shard; nothing was applied.</exception>
    Task Replay(EntityKey entity, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken);

    /// <summary>Leaves an entity parked, after a replay that failed.</summary>
    Task ReplayFailed(EntityKey entity, string reason, CancellationToken cancellationToken);

    /// <summary>Asks the runners to replay the parked records of an entity, or of all.</summary>
    /// <returns>How many entities that concerns.</returns>
    Task<int> RequestReplay(EntityKey? entity, CancellationToken cancellationToken);
}
