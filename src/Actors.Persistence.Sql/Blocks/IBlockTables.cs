using Actors.Journal.Blocks;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// The statements on blocks and chunks that the two databases word differently. Each member is one transaction and sees one state of
/// the database.
/// <code>
/// blocks   1 ... 1000 | 1001 ... 8400 | 8401 ... 8950     the truth, written by commits
///                     ^ mark                     ^ head
/// chunks   all up to the mark, by entity: (entity hash, last record), each with all records of its hash since some earlier mark
/// </code>
/// </summary>
internal interface IBlockTables
{
    /// <summary>Reads the newer blocks of some shards and the chunks of some entities.</summary>
    Task<EntityPage> Read(IReadOnlyList<TailPosition> tails, IReadOnlyList<ChunkRange> chunks, CancellationToken cancellationToken);

    /// <summary>How long the tails of some shards are.</summary>
    Task<IReadOnlyList<TailLength>> TailLengths(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken);

    /// <summary>Writes chunks unless the mark has moved. A chunk that is there already stays: it holds no less.</summary>
    /// <returns>Whether the mark is still where it was.</returns>
    Task<bool> WriteChunks(ShardId shard, CompactionMark mark, IReadOnlyList<Block> chunks, CancellationToken cancellationToken);

    /// <summary>Moves the mark unless somebody else has.</summary>
    /// <returns>Whether it moved.</returns>
    Task<bool> MoveMark(ShardId shard, CompactionMark mark, long upTo, CancellationToken cancellationToken);

    /// <summary>Throws all chunks away and sets all marks back to the beginning.</summary>
    Task DropChunks(CancellationToken cancellationToken);
}
