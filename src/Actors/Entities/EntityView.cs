using Actors.Journal;

namespace Actors;

/// <summary>An entity's durable state at one moment.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="State">Its state; the initial one when it has no events.</param>
/// <param name="Version">How many events it has had.</param>
/// <param name="Sequence">The shard's last record when it was read: the offset a reader must reach to have seen the same.</param>
/// <param name="IsParked">Whether its commands are being set aside until an operator replays them.</param>
public sealed record EntityView(EntityKey Entity, object State, EntityVersion Version, SequenceNumber Sequence, bool IsParked);
