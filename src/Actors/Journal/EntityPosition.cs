namespace Actors.Journal;

/// <summary>From where on an entity's records are wanted.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="After">Only records of its shard after this one.</param>
public readonly record struct EntityPosition(EntityKey Entity, SequenceNumber After);
