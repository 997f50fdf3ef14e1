namespace Actors;

/// <summary>An entity did not answer in time. A command may still take effect; ask again with the same command id to find out.</summary>
/// <param name="entity">The entity that was asked.</param>
/// <param name="timeout">How long the sender waited.</param>
public sealed class AskTimeoutException(EntityKey entity, TimeSpan timeout)
    : Exception($"{entity} did not answer within {timeout.TotalSeconds:0.###} s. The command may still take effect: ask again with the same command id.")
{
    /// <summary>The entity that was asked.</summary>
    public EntityKey Entity { get; } = entity;

    /// <summary>How long the sender waited.</summary>
    public TimeSpan Timeout { get; } = timeout;
}
