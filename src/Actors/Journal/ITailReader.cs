using Actors.Sharding;

namespace Actors.Journal;

/// <summary>
/// One reader that follows the tail. While it is open the node keeps in memory what it has not read yet, up to a bound; what it is
/// too slow for it gets from the store. One user at a time.
/// </summary>
public interface ITailReader : IDisposable
{
    /// <summary>Reads committed records of a shard in order, without gaps.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="after">The record before the first one wanted. This reader will not need it or earlier ones again soon.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    ValueTask<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken);
}
