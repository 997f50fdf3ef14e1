namespace Actors;

/// <summary>A command on its way to an entity.</summary>
/// <param name="Target">The entity it is for.</param>
/// <param name="Command">The command, of a type registered for that entity.</param>
public sealed record OutgoingCommand(EntityKey Target, object Command)
{
    /// <summary>A command for an entity of a known type.</summary>
    /// <param name="id">The entity's id.</param>
    /// <param name="command">One of its commands.</param>
    public static OutgoingCommand To<TEntity, TCommand, TEvent>(string id, TCommand command)
        where TEntity : IEntity<TEntity, TCommand, TEvent>
        where TCommand : class
        where TEvent : class => new(new EntityKey(TEntity.Type, new EntityId(id)), command);
}
