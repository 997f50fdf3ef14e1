using System.Text.Json.Serialization;

namespace Actors.Schema;

/// <summary>
/// A kind of entity as the runtime sees it: its messages, and its functions without their type parameters. Made by
/// <see cref="For{TEntity, TCommand, TEvent}"/>. Thread-safe; all functions are pure.
/// </summary>
public abstract class EntityDefinition
{
    private protected EntityDefinition(EntityType type, MessageCatalog messages, IMessageCodec stateCodec, int stateVersion)
    {
        Type = type;
        Messages = messages;
        StateCodec = stateCodec;
        StateVersion = stateVersion;
    }

    /// <summary>The entity's type.</summary>
    public EntityType Type { get; }

    /// <summary>Its commands, events and queries.</summary>
    public MessageCatalog Messages { get; }

    /// <summary>Turns its state into bytes, for snapshots and for people.</summary>
    public IMessageCodec StateCodec { get; }

    /// <summary>The form of its state; snapshots of another one are passed over, and the entity is replayed.</summary>
    public int StateVersion { get; }

    /// <summary>The state before the first event.</summary>
    public abstract object InitialState { get; }

    /// <summary>Starts to define an entity.</summary>
    /// <param name="json">The source-generated JSON descriptions of its state and messages.</param>
    public static EntityDefinitionBuilder<TEntity, TCommand, TEvent> For<TEntity, TCommand, TEvent>(JsonSerializerContext json)
        where TEntity : class, IEntity<TEntity, TCommand, TEvent>
        where TCommand : class
        where TEvent : class => new(json);

    /// <summary>
    /// Checks a command by the rules that need no state, before it reaches its entity; <see langword="null"/> when it breaks none.
    /// </summary>
    public abstract Rejection? Validate(object command);

    /// <summary>Decides a command; see <see cref="IEntity{TSelf, TCommand, TEvent}.Decide"/>.</summary>
    public abstract UntypedDecision Decide(object state, object command, in DecisionContext context);

    /// <summary>Applies an event; see <see cref="IEntity{TSelf, TCommand, TEvent}.Evolve"/>.</summary>
    public abstract object Evolve(object state, object @event);

    /// <summary>Answers a query from a state.</summary>
    /// <exception cref="UnknownMessageException">The query is not registered.</exception>
    public abstract object Answer(object state, object query);

    /// <summary>The JSON description of an answer's type, to write answers out.</summary>
    public abstract IMessageCodec AnswerCodec(Type queryType);
}
