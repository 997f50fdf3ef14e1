using Actors.Schema;

namespace Actors.TestKit.Specifications;

/// <summary>What is expected of a decision; each expectation that fails shows both sides.</summary>
/// <typeparam name="TEntity">The entity's state.</typeparam>
/// <typeparam name="TCommand">The base record of its commands.</typeparam>
/// <typeparam name="TEvent">The base record of its events.</typeparam>
public sealed class DecisionSpecification<TEntity, TCommand, TEvent>
    where TEntity : IEntity<TEntity, TCommand, TEvent>
    where TCommand : class
    where TEvent : class
{
    private readonly EntitySpecification<TEntity, TCommand, TEvent> _entity;
    private readonly EntityDefinition _definition;
    private readonly Decision<TEvent> _decision;
    private readonly TEntity _state;

    internal DecisionSpecification(
        EntitySpecification<TEntity, TCommand, TEvent> entity, EntityDefinition definition, Decision<TEvent> decision, TEntity state)
    {
        _entity = entity;
        _definition = definition;
        _decision = decision;
        _state = state;
    }

    /// <summary>The entity after the decision, to go on with another command.</summary>
    public EntitySpecification<TEntity, TCommand, TEvent> And => _entity;

    /// <summary>The command was accepted with exactly these events.</summary>
    public DecisionSpecification<TEntity, TCommand, TEvent> Then(params IReadOnlyList<TEvent> events)
    {
        Expect.True(
            _decision.Rejection is null, $"Expected events, but it was rejected: {_decision.Rejection?.Code}: {_decision.Rejection?.Reason}");
        Expect.Equal(
            "The events differ", RoundTrip.Json(_definition.Messages, events), RoundTrip.Json(_definition.Messages, _decision.Events));
        return this;
    }

    /// <summary>The command was refused with this code.</summary>
    public DecisionSpecification<TEntity, TCommand, TEvent> ThenRejected(string code)
    {
        Expect.Equal(
            "The rejection differs",
            code,
            _decision.Rejection?.Code ?? $"accepted with:\n{RoundTrip.Json(_definition.Messages, _decision.Events)}");
        return this;
    }

    /// <summary>The command was accepted, and nothing happened.</summary>
    public DecisionSpecification<TEntity, TCommand, TEvent> ThenNothing() => Then();

    /// <summary>A timer was set.</summary>
    public DecisionSpecification<TEntity, TCommand, TEvent> ThenTimer(string name, DateTimeOffset due, TCommand command)
    {
        var expected = $"{name} at {due:O}: {RoundTrip.Json(_definition.Messages, [command])}";
        var actual = _decision.Timers.Where(timer => timer.Due is not null)
            .Select(timer => $"{timer.Name} at {timer.Due:O}: {RoundTrip.Json(_definition.Messages, [timer.Command!])}").ToArray();
        Expect.True(actual.Contains(expected), $"Expected the timer\n  {expected}\nbut these were set:\n  {string.Join("\n  ", actual)}");
        return this;
    }

    /// <summary>A timer was cancelled.</summary>
    public DecisionSpecification<TEntity, TCommand, TEvent> ThenTimerCancelled(string name)
    {
        Expect.True(_decision.Timers.Any(timer => timer.Name == name && timer.Due is null), $"The timer '{name}' was not cancelled.");
        return this;
    }

    /// <summary>The state afterwards satisfies a condition.</summary>
    public DecisionSpecification<TEntity, TCommand, TEvent> ThenState(Action<TEntity> check)
    {
        check(_state);
        return this;
    }
}
