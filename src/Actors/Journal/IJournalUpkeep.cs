using Actors.Journal.Retention;
using Actors.Sharding;

namespace Actors.Journal;

/// <summary>
/// The work that keeps a journal quick to read and, where it is wished, small. All members may be called concurrently, by several processes at once, and throw
/// <see cref="JournalUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IJournalUpkeep
{
    /// <summary>
    /// Does one bounded step of compaction: what is read is the same before, during and after. Files the newest records of the shard that needs it most under their entities. A step that is given up
    /// or whose process dies has done no harm; the next one begins it again. A shard whose stored
    /// records are damaged is logged and passed over.
    /// </summary>
    /// <param name="shards">The shards to look after.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<CompactionProgress> Compact(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken);

    /// <summary>
    /// Does one bounded step of removal in one shard: first its log, then the histories of its entities. From the log go records that are
    /// older than the policy says, compacted, read by all, and behind the lane checkpoint. From a history go records that have left the
    /// log and that the policy lets go; a record of <see cref="RecordKind.Removed"/> then stands for them, and an entity is recovered as before. Atomic: a step that is given
    /// up, or whose process dies, has removed a part or nothing, and the next one goes on. Fenced: under another epoch than the shard's
    /// nothing is removed. May be repeated, and done by several at once. Damaged records stay.
    /// </summary>
    /// <returns>What it did; repeat with the cursor until there is none.</returns>
    Task<RetentionProgress> Retain(RetentionRequest request, CancellationToken cancellationToken);
}
