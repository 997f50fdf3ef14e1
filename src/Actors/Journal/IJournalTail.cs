using Actors.Sharding;

namespace Actors.Journal;

/// <summary>
/// The committed end of the journal as this node knows it, for readers that follow it: what they have not read yet comes from
/// memory, older records from the store. Thread-safe.
/// </summary>
public interface IJournalTail
{
    /// <summary>The last committed record of a shard, as far as this node knows.</summary>
    SequenceNumber Head(ShardId shard);

    /// <summary>Opens a reader. It begins wherever it likes; dispose it when it has read enough.</summary>
    ITailReader Follow();

    /// <summary>
    /// A number that rises whenever any head moves. Read it, then the heads, then wait with <see cref="WaitBeyond"/>: no move is missed.
    /// </summary>
    long Stamp { get; }

    /// <summary>Completes when <see cref="Stamp"/> is higher than the one given.</summary>
    Task WaitBeyond(long stamp, CancellationToken cancellationToken);
}
