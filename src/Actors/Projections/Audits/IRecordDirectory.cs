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
}
