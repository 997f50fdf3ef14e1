namespace Actors;

/// <summary>
/// The way to every entity, from any node: finds the shard that owns an entity and brings commands and queries to it. Thread-safe.
/// </summary>
public interface IShardRegion
{
    /// <summary>
    /// Sends a command and waits until its outcome is durable. Waits for room when the shard is busy.
    /// </summary>
    /// <exception cref="AskTimeoutException">
    /// No answer within the time. The command may still take effect: ask again with the same <see cref="AskOptions.Id"/> to learn
    /// its outcome without repeating it.
    /// </exception>
    /// <exception cref="EntityParkedException">The command was set aside durably as a dead letter.</exception>
    /// <exception cref="Schema.UnknownMessageException">The entity does not know the command.</exception>
    Task<Outcome> Ask(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Asks an entity's state a question. The answer reflects only what is durable by the time it is given.
    /// </summary>
    /// <exception cref="AskTimeoutException">No answer within the time.</exception>
    /// <exception cref="EntityQuarantinedException">The entity's history cannot be replayed.</exception>
    Task<EntityView> View(EntityKey entity, TimeSpan timeout, CancellationToken cancellationToken);
}
