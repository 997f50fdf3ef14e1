using Actors.Journal;
using Actors.Sharding;

namespace Actors.Projections;

/// <summary>
/// A read model with its offsets in one store, so that both change in one transaction: each event takes effect on it exactly
/// once. One caller at a time.
/// </summary>
public interface IProjectionStore : IProjection
{
    /// <summary>
    /// Whether one node must run it for all shards, because its store takes one writer only. By default each node of a cluster runs it for
    /// the shards that it owns.
    /// </summary>
    bool NeedsOneRunner => false;

    /// <summary>
    /// Of which shards that one node takes care; the stores of the other slices then take care of the others, each on a node of its own
    /// choice. Counts only with <see cref="NeedsOneRunner"/>. By default of all.
    /// </summary>
    /// <remarks>A cluster whose shards are fewer than the slices does not start.</remarks>
    ShardSlice Slice => ShardSlice.Whole;

    /// <summary>Creates the read model's tables where they are missing, and loads the offsets; a shard not yet read is absent.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken);

    /// <summary>
    /// Applies records and moves the offsets to the last record of each shard, in one transaction. Records of one shard come in
    /// order and without gaps.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached; nothing of it, or all of it, was applied.</exception>
    /// <exception cref="ProjectionFencedException">Another runner has moved the offsets meanwhile; nothing was applied.</exception>
    Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken);
}
