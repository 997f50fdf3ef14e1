namespace Actors.DeadLettering;

/// <summary>Why a message could not be handled. The numbers stand in stores and never change.</summary>
public enum DeadLetterReason
{
    /// <summary>The bytes could not be read as a message.</summary>
    Undecodable = 0,

    /// <summary>The message was read, and breaks a rule that can be checked without an entity.</summary>
    Invalid = 1,

    /// <summary>The entity's decision threw an exception.</summary>
    DecisionFailed = 2,

    /// <summary>The entity is parked: the message waits behind an earlier one.</summary>
    Parked = 3,

    /// <summary>The entity's history cannot be replayed.</summary>
    Quarantined = 4,

    /// <summary>A side effect failed after its last retry.</summary>
    SideEffectFailed = 5,

    /// <summary>A reaction threw an exception on an event.</summary>
    ReactionFailed = 6,

    /// <summary>The mapping of an event to its public form threw an exception.</summary>
    PublishingFailed = 7,

    /// <summary>The message was read, and its type is routed to no command.</summary>
    UnknownType = 8,

    /// <summary>The entity rejected the command, and its ingress keeps rejections as dead letters.</summary>
    Rejected = 9,

    /// <summary>A handler of a projection failed on an event, and the projection skipped it.</summary>
    ProjectionFailed = 10,

    /// <summary>No message: an operator has parked the entity. Its commands wait behind this letter until the entity is unparked.</summary>
    ParkedByOperator = 11,
}
