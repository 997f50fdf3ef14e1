namespace Actors;

/// <summary>
/// A handle to one entity, wherever in the cluster it lives. Cheap to make, immutable, thread-safe; making one does not load the
/// entity.
/// </summary>
/// <typeparam name="TCommand">The base record of the entity's commands.</typeparam>
/// <param name="Region">The way to the entity.</param>
/// <param name="Key">Its address.</param>
public readonly record struct EntityRef<TCommand>(IShardRegion Region, EntityKey Key)
    where TCommand : class
{
    /// <summary>Sends a command and waits for its durable outcome; see <see cref="IShardRegion.Ask"/> for what it throws.</summary>
    public Task<Outcome> Ask(TCommand command, AskOptions? options = null, CancellationToken cancellationToken = default) =>
        Region.Ask(Key, command, options ?? AskOptions.Default, cancellationToken);

    /// <summary>
    /// Sends a command and does not care for its outcome. The task completes when the outcome is durable, so that the sender may
    /// drop its own copy then; whoever wants to fire and forget does not await it, and may lose the command with the process.
    /// </summary>
    public Task Tell(TCommand command, AskOptions? options = null, CancellationToken cancellationToken = default) =>
        Region.Ask(Key, command, options ?? AskOptions.Default, cancellationToken);
}
