namespace Actors.Schema;

/// <summary>A message of a name, version or type that this version of the program does not know.</summary>
/// <param name="entity">The kind of entity that was asked.</param>
/// <param name="message">The message's wire name or CLR type.</param>
public sealed class UnknownMessageException(EntityType entity, string message)
    : Exception($"Entity type '{entity}' does not know the message '{message}'. Register it, add an upcaster, or upgrade this node.")
{
    /// <summary>The kind of entity that was asked.</summary>
    public EntityType Entity { get; } = entity;

    /// <summary>The message's wire name or CLR type.</summary>
    public string UnknownMessage { get; } = message;
}
