using Actors.Schema;

namespace Actors.TestKit.Specifications;

/// <summary>
/// Specifies an entity by examples: <c>Given</c> events, <c>When</c> a command, <c>Then</c> events. On the way it checks that every
/// command, event and state survives its codec. Messages are compared by their encoded form, so lists count by content.
/// </summary>
/// <example>
/// <code>
/// new EntitySpecification&lt;Order, OrderCommand, OrderEvent&gt;(model, "1001")
///     .Given(new OrderPlaced(...))
///     .When(new CancelOrder("changed my mind"))
///     .Then(new OrderCancelled(...));
/// </code>
/// </example>
/// <typeparam name="TEntity">The entity's state.</typeparam>
/// <typeparam name="TCommand">The base record of its commands.</typeparam>
/// <typeparam name="TEvent">The base record of its events.</typeparam>
public sealed class EntitySpecification<TEntity, TCommand, TEvent>
    where TEntity : IEntity<TEntity, TCommand, TEvent>
    where TCommand : class
    where TEvent : class
{
    private readonly EntityDefinition _definition;
    private readonly EntityKey _key;
    private TEntity _state = TEntity.Initial;
    private EntityVersion _version;
    private DateTimeOffset _time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Starts a specification.</summary>
    /// <param name="model">The model that describes the entity's messages.</param>
    /// <param name="id">The entity's id.</param>
    public EntitySpecification(ActorModel model, string id = "1")
    {
        _definition = model.Find(TEntity.Type)
            ?? throw new ArgumentException($"The model has no entity type '{TEntity.Type}'.", nameof(model));
        _key = new EntityKey(TEntity.Type, new EntityId(id));
    }

    /// <summary>What has happened before, on top of what was given already.</summary>
    public EntitySpecification<TEntity, TCommand, TEvent> Given(params IReadOnlyList<TEvent> events)
    {
        foreach (var @event in events)
            Evolve(@event);

        return this;
    }

    /// <summary>When the command is received. Without it, the start of 2026.</summary>
    public EntitySpecification<TEntity, TCommand, TEvent> At(DateTimeOffset time)
    {
        _time = time;
        return this;
    }

    /// <summary>Decides a command, and applies what it decided.</summary>
    public DecisionSpecification<TEntity, TCommand, TEvent> When(TCommand command)
    {
        RoundTrip.Check(_definition.Messages, command);
        var context = new DecisionContext(_key, _version, _time);
        var decision = TEntity.Decide(_state, command, context);
        var again = TEntity.Decide(_state, command, context);
        Expect.Equal("Deciding the command twice gives different events", Json(decision.Events), Json(again.Events));
        foreach (var timer in decision.Timers)
        {
            if (timer.Command is not null)
                RoundTrip.Check(_definition.Messages, timer.Command);
        }

        foreach (var @event in decision.Events)
            Evolve(@event);

        return new DecisionSpecification<TEntity, TCommand, TEvent>(this, _definition, decision, _state);
    }

    private string Json(IEnumerable<TEvent> events) => RoundTrip.Json(_definition.Messages, events);

    private void Evolve(TEvent @event)
    {
        RoundTrip.Check(_definition.Messages, @event);
        _state = TEntity.Evolve(_state, @event);
        _version = _version.Next;
        _state = (TEntity)RoundTrip.Check(_definition.StateCodec, _state);
    }
}
