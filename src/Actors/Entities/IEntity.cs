namespace Actors;

/// <summary>
/// An entity in decider form: an immutable state with two pure functions. The static abstract members leave no room for a
/// constructor, a clock or a service; what a decision needs from outside comes in with the command.
/// </summary>
/// <typeparam name="TSelf">
/// The state, an immutable record. A small one is best a <c>readonly record struct</c>: the node then keeps the states of all entities side by
/// side as values, which the garbage collector need not follow.
/// </typeparam>
/// <typeparam name="TCommand">The base record of its commands.</typeparam>
/// <typeparam name="TEvent">The base record of its events.</typeparam>
public interface IEntity<TSelf, TCommand, TEvent>
    where TSelf : IEntity<TSelf, TCommand, TEvent>
    where TCommand : class
    where TEvent : class
{
    /// <summary>The stable name of this kind of entity.</summary>
    static abstract EntityType Type { get; }

    /// <summary>The state of an entity that has no events yet.</summary>
    static abstract TSelf Initial { get; }

    /// <summary>
    /// Decides a command: events, or a rejection. Pure: the same arguments give an equal result. An exception is a bug; it
    /// parks the entity with the command, and its neighbours go on.
    /// </summary>
    static abstract Decision<TEvent> Decide(TSelf state, TCommand command, in DecisionContext context);

    /// <summary>Applies an event to the state. Pure and total: it never refuses an event that was decided.</summary>
    static abstract TSelf Evolve(TSelf state, TEvent @event);
}
