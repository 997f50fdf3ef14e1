using Actors.Sharding;

namespace Actors.Journal;

/// <summary>
/// Remembers how far readers have come, one number per reader and shard. May lag behind what was done: whoever reads on from a
/// saved offset relies on lanes to tell what is done already. All members may be called concurrently, and throw
/// <see cref="JournalUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IOffsetStore
{
    /// <summary>The saved offsets of a reader; a shard it has not read is absent.</summary>
    Task<IReadOnlyDictionary<ShardId, long>> Load(ReaderName reader, CancellationToken cancellationToken);

    /// <summary>Saves offsets of a reader; a lower one than the saved one is passed over. Shards not named keep theirs.</summary>
    Task Save(ReaderName reader, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken);
}
