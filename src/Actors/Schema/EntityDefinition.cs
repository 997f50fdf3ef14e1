using System.Text.Json.Serialization;
using Actors.Journal.Retention;

namespace Actors.Schema;

/// <summary>
/// A kind of entity as the runtime sees it: its messages, and its functions without their type parameters. Made by
/// <see cref="For{TEntity, TCommand, TEvent}"/>. Thread-safe; all functions are pure.
/// </summary>
public abstract class EntityDefinition
{
    private readonly IReadOnlyDictionary<int, Func<byte[], object>> _earlierStates;

    private protected EntityDefinition(
        EntityType type,
        MessageCatalog messages,
        IMessageCodec stateCodec,
        int stateVersion,
        IReadOnlyDictionary<int, Func<byte[], object>> earlierStates)
    {
        Type = type;
        Messages = messages;
        StateCodec = stateCodec;
        StateVersion = stateVersion;
        _earlierStates = earlierStates;
    }

    /// <summary>The entity's type.</summary>
    public EntityType Type { get; }

    /// <summary>Its commands, events and queries.</summary>
    public MessageCatalog Messages { get; }

    /// <summary>Turns its state into bytes, for snapshots and for people.</summary>
    public IMessageCodec StateCodec { get; }

    /// <summary>The form of its state; snapshots of another one that cannot be read are passed over, and the entity is replayed.</summary>
    public int StateVersion { get; }

    /// <summary>Which of its records may be removed, where the node's settings say nothing about this type; <see langword="null"/> leaves it to their default.</summary>
    public RetentionCriteria? Retention { get; internal init; }

    /// <summary>The state before the first event.</summary>
    public abstract object InitialState { get; }

    /// <summary>Makes places for that many states.</summary>
    internal abstract StatePage NewStatePage(int length);

    /// <summary>Reads a state of this or an earlier form; <see langword="null"/> when the form is unknown.</summary>
    /// <exception cref="FormatException">The bytes are not such a state.</exception>
    internal object? ReadState(long version, byte[] bytes) => version == StateVersion
        ? StateCodec.Decode(bytes)
        : version is > 0 and <= int.MaxValue && _earlierStates.TryGetValue((int)version, out var read) ? read(bytes) : null;

    /// <summary>Starts to define an entity.</summary>
    /// <param name="json">The source-generated JSON descriptions of its state and messages.</param>
    public static EntityDefinitionBuilder<TEntity, TCommand, TEvent> For<TEntity, TCommand, TEvent>(JsonSerializerContext json)
        where TEntity : IEntity<TEntity, TCommand, TEvent>
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
