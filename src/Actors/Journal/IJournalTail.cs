using Actors.Sharding;

namespace Actors.Journal;

/// <summary>
/// The committed end of the journal as this node knows it, for readers that follow it: recent records come from memory, older
/// ones from the store. Thread-safe.
/// </summary>
public interface IJournalTail
{
    /// <summary>The last committed record of a shard, as far as this node knows.</summary>
    SequenceNumber Head(ShardId shard);

    /// <summary>Reads committed records of a shard in order, without gaps.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="after">The record before the first one wanted.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    ValueTask<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// A number that rises whenever any head moves. Read it, then the heads, then wait with <see cref="WaitBeyond"/>: no move is missed.
    /// </summary>
    long Stamp { get; }

    /// <summary>Completes when <see cref="Stamp"/> is higher than the one given.</summary>
    Task WaitBeyond(long stamp, CancellationToken cancellationToken);
}
