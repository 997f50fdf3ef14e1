using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>Hands envelopes to the hosts of shards.</summary>
internal interface IShardSender
{
    /// <summary>The shard of an entity.</summary>
    ShardId ShardOf(EntityKey entity);

    /// <summary>The present ownership of a shard, or <see cref="Epoch.None"/> while nobody on this node owns it.</summary>
    Epoch EpochOf(ShardId shard);

    /// <summary>Hands an envelope over; waits while the host is full. Its sink gets the reply.</summary>
    ValueTask Send(ShardId shard, Envelope envelope, CancellationToken cancellationToken);
}
