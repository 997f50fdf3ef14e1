namespace Actors.SideEffects;

/// <summary>
/// A call to the world outside, made after the event is durable: at least once, with an idempotency key, with retry, timeout and
/// circuit breaker around it. Its result comes back as commands, which take effect exactly once. Called concurrently for events
/// of different entities, in order for events of one entity.
/// </summary>
/// <typeparam name="TEvent">The event that asks for it.</typeparam>
public interface ISideEffectHandler<in TEvent>
    where TEvent : class
{
    /// <summary>Makes the call.</summary>
    /// <returns>Commands that carry the result, or none.</returns>
    /// <remarks>An exception means a failed attempt; it is tried again within the limits of <see cref="SideEffectOptions"/>.</remarks>
    Task<IReadOnlyList<OutgoingCommand>> Handle(TEvent @event, SideEffectContext context, CancellationToken cancellationToken);

    /// <summary>Says what follows when the last attempt has failed. Pure.</summary>
    /// <returns>Commands that carry the failure; with none the event becomes a dead letter.</returns>
    IReadOnlyList<OutgoingCommand> GiveUp(TEvent @event, SideEffectContext context, Exception lastFailure);
}
