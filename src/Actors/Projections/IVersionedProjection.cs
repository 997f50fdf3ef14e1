using Actors.Journal;

namespace Actors.Projections;

/// <summary>
/// A projection whose builds live beside each other in one store, so that it can be rebuilt while readers read. All members may be called
/// concurrently and throw <see cref="JournalUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IVersionedProjection : IProjection
{
    /// <summary>The versions of its code that this node has, lowest first; at least one.</summary>
    IReadOnlyList<int> Versions { get; }

    /// <summary>How many builds' runners may write at once; 1 where the store has one writer.</summary>
    int WritersMax { get; }

    /// <summary>What a version does when a handler fails.</summary>
    HandlerRecoveryStrategy RecoveryOf(int version);

    /// <summary>Loads the state. One that is seen for the first time gets its first build, with the newest version of its code.</summary>
    Task<ProjectionState> Load(CancellationToken cancellationToken);

    /// <summary>Stores a state, but only on top of the one with the revision before it. For changes that need no work in the tables.</summary>
    /// <returns>Whether it was stored.</returns>
    Task<bool> TrySave(ProjectionState state, CancellationToken cancellationToken);

    /// <summary>The store of one build, whose version this node must have. Each runner opens its own.</summary>
    IProjectionBuildStore Open(BuildState build);

    /// <summary>How far a build has come, by shard; a shard not yet read is absent.</summary>
    Task<IReadOnlyList<ShardProgress>> Progress(int build, CancellationToken cancellationToken);

    /// <summary>
    /// Compares a build with the active one, as both stand at one offset in every shard; both go on meanwhile.
    /// </summary>
    /// <param name="state">The state whose active build and candidate are compared.</param>
    /// <param name="patience">How long to wait until both have one offset in every shard; the active build waits meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The comparison; <see langword="null"/> when they did not meet in time.</returns>
    Task<ProjectionComparison?> Compare(ProjectionState state, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>
    /// Lets readers see another build, in one transaction with the stored state, while both builds have one offset in every shard. Readers
    /// wait for no longer than the exchange of names takes; the runners of the active build wait until the other has met it.
    /// </summary>
    /// <param name="state">The state to store, whose active build readers shall see.</param>
    /// <param name="from">The number of the build that they see now.</param>
    /// <param name="patience">How long to wait until both have one offset in every shard.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ProjectionSwitch> Switch(ProjectionState state, int from, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>Removes the tables, offsets and parked records of a build, in one transaction with the stored state.</summary>
    /// <returns>Whether it was done; if not, the state was changed by another meanwhile.</returns>
    Task<bool> Drop(ProjectionState state, int build, CancellationToken cancellationToken);
}
