using Actors.TestKit.Simulation.Checkers;

namespace Actors.TestKit.Simulation;

/// <summary>The states that the journal's events lead to, replayed from outside the shards. What is not durable is not in them.</summary>
public sealed class SimulatedStates
{
    private readonly JournalFacts _facts;

    internal SimulatedStates(JournalFacts facts) => _facts = facts;

    /// <summary>All entities of a type that have events.</summary>
    /// <typeparam name="TState">The type of their state.</typeparam>
    public IEnumerable<(EntityKey Key, TState State)> All<TState>()
        where TState : class =>
        _facts.Entities.Where(e => e.Current is { State: TState, Version.Value: > 0 }).Select(e => (e.Key, (TState)e.Current.State));

    /// <summary>Every event of every entity, in the order in which they became durable: what led to an event stands before it.</summary>
    public IEnumerable<(EntityKey Entity, object Event)> History => _facts.Events;

    /// <summary>The state of one entity; the initial one when it has no events.</summary>
    /// <typeparam name="TState">The type of its state.</typeparam>
    /// <param name="entity">The entity.</param>
    public TState Of<TState>(EntityKey entity)
        where TState : class => (TState)_facts.Of(entity).Current.State;
}
