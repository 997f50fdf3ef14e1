namespace Actors.Operations;

/// <summary>What became of a replayed dead letter.</summary>
public enum DeadLetterReplayResult
{
    /// <summary>It was handled; the outcome is durable.</summary>
    Replayed = 0,

    /// <summary>Its entity is parked or failed on it: it waits in the entity's queue from now on, under a new name.</summary>
    Parked = 1,

    /// <summary>It had been handled before; it had no second effect.</summary>
    AlreadyDone = 2,

    /// <summary>It could not be handled; it waits on.</summary>
    Failed = 3,
}
