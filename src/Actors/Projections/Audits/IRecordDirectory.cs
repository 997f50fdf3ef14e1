using Actors.Journal;
using Actors.Sharding;

namespace Actors.Projections.Audits;

/// <summary>
/// Tells which records a journal has, straight from where they are stored: not from a cache, and not on the way that readers take. So
/// that what is checked with it is not checked against itself. All members may be called concurrently.
/// </summary>
public interface IRecordDirectory
{
    /// <summary>The marks of the records of a shard in order; what is missing in between is missing in the answer and is no error.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="after">The record before the first one wanted.</param>
    /// <param name="upTo">The last one wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// Some of the marks from the first one wanted on, at least one where there is one left. Bounded by the store: read on after the last.
    /// </returns>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    /// <exception cref="FormatException">The stored records are damaged: the message names them.</exception>
    Task<IReadOnlyList<RecordMark>> Read(ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken);

    /// <summary>The last record of a shard that retention has removed: nothing up to there can be compared any more.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken);

    /// <summary>
    /// The marks of what was stored since an earlier call, read in the order in which the store has it, which costs less than shard by
    /// shard. Only for speed: it may leave out any record, and by default finds none; what is missing is asked of <see cref="Read"/>.
    /// </summary>
    /// <param name="shards">The shards wanted.</param>
    /// <param name="since">The position that the earlier call gave; <see cref="RecentRecords.NoPosition"/> only gives one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    /// <exception cref="FormatException">The stored records are damaged: the message names them.</exception>
    Task<RecentRecords> ReadRecent(IReadOnlySet<ShardId> shards, long since, CancellationToken cancellationToken) =>
        Task.FromResult(new RecentRecords(RecentRecords.NoPosition, RecentRecords.None));
}
