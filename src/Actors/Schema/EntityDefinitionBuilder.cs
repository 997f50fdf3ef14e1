using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.Journal.Retention;

namespace Actors.Schema;

/// <summary>Collects the messages of an entity and their wire names.</summary>
/// <typeparam name="TEntity">The entity's state.</typeparam>
/// <typeparam name="TCommand">The base record of its commands.</typeparam>
/// <typeparam name="TEvent">The base record of its events.</typeparam>
public sealed class EntityDefinitionBuilder<TEntity, TCommand, TEvent>
    where TEntity : IEntity<TEntity, TCommand, TEvent>
    where TCommand : class
    where TEvent : class
{
    private readonly JsonSerializerContext _json;
    private readonly Dictionary<WireName, MessageDefinition> _messages = [];
    private readonly Dictionary<WireName, Func<object, object>> _upcasters = [];
    private readonly Dictionary<Type, QueryDefinition> _queries = [];
    private readonly Dictionary<Type, Func<object, Rejection?>> _rules = [];
    private readonly Dictionary<int, Func<byte[], object>> _earlierStates = [];
    private int _stateVersion = 1;
    private RetentionCriteria? _retention;

    internal EntityDefinitionBuilder(JsonSerializerContext json) => _json = json;

    /// <summary>Adds a command.</summary>
    /// <param name="name">Its stable name.</param>
    /// <param name="version">Its version, from 1.</param>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> Command<T>(string name, int version = 1)
        where T : class, TCommand => Add<T>(MessageRole.Command, name, version);

    /// <summary>Adds an event.</summary>
    /// <param name="name">Its stable name.</param>
    /// <param name="version">Its version, from 1; raise it when its form changes, and add an upcaster from the one before.</param>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> Event<T>(string name, int version = 1)
        where T : class, TEvent => Add<T>(MessageRole.Event, name, version);

    /// <summary>Reads an old version of an event and turns it into the next one; upcasters form a chain up to the current version.</summary>
    /// <param name="name">The event's stable name.</param>
    /// <param name="fromVersion">The version that <typeparamref name="TOld"/> describes.</param>
    /// <param name="upcast">A pure function to the form of the next version.</param>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> Upcast<TOld, TNext>(string name, int fromVersion, Func<TOld, TNext> upcast)
        where TOld : class
        where TNext : class
    {
        var wireName = new WireName(name, fromVersion);
        AddMessage(new MessageDefinition(wireName, MessageRole.Event, Codec<TOld>()));
        _upcasters.Add(wireName, old => upcast((TOld)old));
        return this;
    }

    /// <summary>Adds a query: a read-only function of the state.</summary>
    /// <param name="name">Its stable name.</param>
    /// <param name="answer">A pure function.</param>
    /// <param name="version">Its version, from 1.</param>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> Query<TQuery, TAnswer>(
        string name, Func<TEntity, TQuery, TAnswer> answer, int version = 1)
        where TQuery : class
        where TAnswer : class
    {
        _queries.Add(typeof(TQuery), new QueryDefinition((state, query) => answer((TEntity)state, (TQuery)query), Codec<TAnswer>()));
        return Add<TQuery>(MessageRole.Query, name, version);
    }

    /// <summary>
    /// Checks a command before it reaches its entity, by rules that need no state: a number below 1, an end before its beginning.
    /// A refused one leaves no trace in the journal: over HTTP it is a problem, from a source a dead letter, both with the code.
    /// </summary>
    /// <param name="rule">A pure function: what is wrong with the command, or <see langword="null"/>.</param>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> Validate<T>(Func<T, Rejection?> rule)
        where T : class, TCommand
    {
        _rules.Add(typeof(T), command => rule((T)command));
        return this;
    }

    /// <summary>
    /// Says that the form of the state has changed, so that older snapshots are passed over, unless <see cref="EarlierState"/> reads them.
    /// </summary>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> StateVersion(int version)
    {
        _stateVersion = version;
        return this;
    }

    /// <summary>
    /// Reads snapshots of an earlier form of the state. Needed where retention removes events: an entity whose events are gone is
    /// recovered from its snapshot alone, and is quarantined where nobody can read that.
    /// </summary>
    /// <typeparam name="TOld">What the earlier form looks like.</typeparam>
    /// <param name="version">The version of that form.</param>
    /// <param name="upcast">A pure function to the current form.</param>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> EarlierState<TOld>(int version, Func<TOld, TEntity> upcast)
        where TOld : class
    {
        var codec = Codec<TOld>();
        _earlierStates.Add(version, bytes => upcast((TOld)codec.Decode(bytes)));
        return this;
    }

    /// <summary>
    /// Says which records of this type's entities may be removed. Takes effect on nodes that remove anything at all, see
    /// <see cref="RetentionOptions.KeepLogFor"/>, and whose settings say nothing about this type.
    /// </summary>
    /// <exception cref="ArgumentException">The criteria are wrong; the message names each fault.</exception>
    public EntityDefinitionBuilder<TEntity, TCommand, TEvent> Retain(RetentionCriteria criteria)
    {
        if (string.Join(' ', criteria.Faults()) is { Length: > 0 } faults)
        {
            throw new ArgumentException($"Entity '{TEntity.Type}': {faults}", nameof(criteria));
        }

        _retention = criteria;
        return this;
    }

    /// <summary>Checks the definition and closes it.</summary>
    /// <exception cref="InvalidOperationException">An upcaster leads to a version that is not registered.</exception>
    public EntityDefinition Build()
    {
        foreach (var name in _upcasters.Keys)
        {
            if (!_messages.ContainsKey(new WireName(name.Name, name.Version + 1)))
            {
                throw new InvalidOperationException(
                    $"Entity '{TEntity.Type}': the upcaster of '{name}' leads to version {name.Version + 1}, which is not registered.");
            }
        }

        var catalog = new MessageCatalog(TEntity.Type, _messages.Values, _upcasters);
        return new EntityDefinition<TEntity, TCommand, TEvent>(catalog, Codec<TEntity>(), _stateVersion, _earlierStates, _queries, _rules) { Retention = _retention };
    }

    private EntityDefinitionBuilder<TEntity, TCommand, TEvent> Add<T>(MessageRole role, string name, int version)
        where T : class
    {
        AddMessage(new MessageDefinition(new WireName(name, version), role, Codec<T>()));
        return this;
    }

    private void AddMessage(MessageDefinition message)
    {
        if (!_messages.TryAdd(message.Name, message))
        {
            throw new InvalidOperationException($"Entity '{TEntity.Type}' registers the message '{message.Name}' twice.");
        }
    }

    private JsonMessageCodec<T> Codec<T>()
        where T : notnull => new(
            _json.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
            ?? throw new InvalidOperationException(
                $"Entity '{TEntity.Type}': {_json.GetType().Name} does not describe {typeof(T).Name}. Add [JsonSerializable(typeof({typeof(T).Name}))] to it."));
}
