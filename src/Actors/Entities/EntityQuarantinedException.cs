namespace Actors;

/// <summary>An entity's history cannot be replayed by this version of the program; its neighbours are not affected.</summary>
/// <param name="entity">The entity.</param>
/// <param name="detail">Which record failed, and how.</param>
public sealed class EntityQuarantinedException(EntityKey entity, string detail)
    : Exception($"{entity} is quarantined, because its history cannot be replayed: {detail}")
{
    /// <summary>The entity.</summary>
    public EntityKey Entity { get; } = entity;
}
