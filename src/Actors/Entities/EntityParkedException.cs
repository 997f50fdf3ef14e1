using Actors.DeadLettering;

namespace Actors;

/// <summary>A command was set aside as a dead letter: its entity failed on it, waits behind one it failed on, or was parked by an operator.</summary>
/// <param name="entity">The entity.</param>
/// <param name="letter">The dead letter.</param>
/// <param name="detail">What happened.</param>
public sealed class EntityParkedException(EntityKey entity, DeadLetterId letter, string detail)
    : Exception($"{entity} is parked, and the command was kept as dead letter {letter}: {detail}")
{
    /// <summary>The entity.</summary>
    public EntityKey Entity { get; } = entity;

    /// <summary>The dead letter.</summary>
    public DeadLetterId Letter { get; } = letter;
}
