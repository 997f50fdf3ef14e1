using Actors.Sharding;

namespace Actors.Journal.Retention;

/// <summary>Records that were to be read from a shard's log were removed by retention. Nobody is given the rest as if it were all.</summary>
/// <param name="shard">The shard.</param>
/// <param name="after">After which record it was to be read.</param>
/// <param name="upTo">The last record that was removed.</param>
public sealed class LogRemovedException(ShardId shard, SequenceNumber after, SequenceNumber upTo) : Exception(
    $"Shard {shard} was to be read from record {after.Next} on, but its records up to {upTo} were removed by retention. A projection, reaction or "
    + "side effect that has not read them cannot begin on this journal: use a copy of the read model that has come this far, or a backup of the "
    + "journal in which they are. Histories of single entities are not concerned.")
{
    /// <summary>The shard.</summary>
    public ShardId Shard => shard;

    /// <summary>The last record that was removed.</summary>
    public SequenceNumber UpTo => upTo;
}
