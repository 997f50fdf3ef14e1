namespace Actors.Journal;

/// <summary>From where on an entity's records are wanted.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="After">Only records of its shard after this one.</param>
public readonly record struct EntityPosition(EntityKey Entity, SequenceNumber After)
{
    /// <summary>At most this many, the earliest ones. Default: all.</summary>
    public int Limit { get; init; } = int.MaxValue;
}
