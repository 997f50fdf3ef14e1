using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>Hands envelopes to the owners of shards, wherever they are.</summary>
internal interface IShardSender
{
    /// <summary>The shard of an entity.</summary>
    ShardId ShardOf(EntityKey entity);

    /// <summary>The present ownership of a shard, or <see cref="Epoch.None"/> while nobody is known to own it.</summary>
    Epoch EpochOf(ShardId shard);

    /// <summary>Hands an envelope over; waits while the owner is full. Its sink gets the reply.</summary>
    ValueTask Send(ShardId shard, Envelope envelope, CancellationToken cancellationToken);

    /// <summary>Completes when a shard has an ownership other than the one given; never once the node has stopped.</summary>
    Task WaitForMove(ShardId shard, Epoch seen, CancellationToken cancellationToken);
}
