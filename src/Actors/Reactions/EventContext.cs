using Actors.Journal;
using Actors.Sharding;

namespace Actors.Reactions;

/// <summary>Where an event stands, for those who react to it.</summary>
/// <param name="Entity">The entity it is about.</param>
/// <param name="Shard">The entity's shard.</param>
/// <param name="Sequence">The event's place in the shard.</param>
/// <param name="Version">The entity's version after it.</param>
/// <param name="Time">When its command was received, in UTC.</param>
/// <param name="Origin">Who and what caused it.</param>
public readonly record struct EventContext(
    EntityKey Entity, ShardId Shard, SequenceNumber Sequence, EntityVersion Version, DateTimeOffset Time, Origin Origin);
