using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// The statements that remove blocks and chunks. Each writing member is one transaction.
/// <code>
/// blocks   (gone) | 5001 ... 8400 | 8401 ... 8950     removed from the first on, whole, never beyond the mark
///                 ^ removed       ^ mark    ^ head
/// chunks   of one entity hash: (gone) | 4100 | 4800 ... all up to the mark
///                                       ^ the last one that went is replaced by what stands for all of them
/// </code>
/// </summary>
internal interface IRetentionTables
{
    /// <summary>How far a shard may be removed and is; <see langword="null"/> when its epoch is another one.</summary>
    Task<RemovalPlace?> Place(ShardId shard, Epoch epoch, CancellationToken cancellationToken);

    /// <summary>The last record that was removed from a shard's log.</summary>
    Task<long> RemovedUpTo(ShardId shard, CancellationToken cancellationToken);

    /// <summary>The last records of the first blocks that end after one place and not after another, in order.</summary>
    Task<IReadOnlyList<long>> BlockEnds(ShardId shard, long after, long upTo, int countMax, CancellationToken cancellationToken);

    /// <summary>The block that ends with a record, if it is still there.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    Task<Block?> ReadBlock(ShardId shard, long last, CancellationToken cancellationToken);

    /// <summary>Removes all blocks up to the end of one, unless the epoch is another, somebody else has, or they are not compacted any more.</summary>
    /// <returns>Whether they were removed.</returns>
    Task<bool> RemoveLog(ShardId shard, Epoch epoch, long removed, long upTo, CancellationToken cancellationToken);

    /// <summary>
    /// The next entity hashes of a shard, in order, that have a snapshot and chunks up to a place, with their snapshots and those of
    /// their chunks that come first.
    /// </summary>
    Task<IReadOnlyList<StoredHistory>> Histories(
        ShardId shard, long fromHash, long upTo, int countMax, int chunksMax, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces chunks by what stands for them, unless the epoch is another: that of the same last record is overwritten, those before
    /// it are deleted.
    /// </summary>
    /// <returns>Whether the epoch was the expected one.</returns>
    Task<bool> RemoveHistories(ShardId shard, Epoch epoch, IReadOnlyList<Block> standIns, CancellationToken cancellationToken);
}
