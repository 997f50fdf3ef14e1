namespace Actors;

/// <summary>What a shard says to a message.</summary>
public enum ReplyKind
{
    /// <summary>The outcome is durable and comes with the reply.</summary>
    Completed,

    /// <summary>A command of the same id was handled before; its durable outcome stands in the journal at the place given.</summary>
    Repeated,

    /// <summary>
    /// The command's lane position was handled before, its timer is no longer set, or its dead letter was replayed already; its
    /// outcome is not at hand.
    /// </summary>
    AlreadyDone,

    /// <summary>The command was set aside durably as a dead letter.</summary>
    Parked,

    /// <summary>The shard could not take it, or lost its ownership before the outcome was durable: send it again.</summary>
    Retry,

    /// <summary>The view asked for.</summary>
    Viewed,

    /// <summary>There is no view: the entity's history cannot be replayed.</summary>
    Quarantined,
}
