using Actors.Sharding;

namespace Actors.Journal;

/// <summary>
/// The work that keeps a journal quick to read. Nothing depends on it but speed and memory: what is read is the same before, during
/// and after. All members may be called concurrently, by several processes at once, and throw
/// <see cref="JournalUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IJournalUpkeep
{
    /// <summary>
    /// Does one bounded step: files the newest records of the shard that needs it most under their entities. A step that is given up
    /// or whose process dies has done no harm; the next one begins it again. A shard whose stored
    /// records are damaged is logged and passed over.
    /// </summary>
    /// <param name="shards">The shards to look after.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<CompactionProgress> Compact(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken);
}
