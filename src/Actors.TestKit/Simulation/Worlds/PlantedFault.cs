namespace Actors.TestKit.Simulation.Worlds;

/// <summary>Mistakes that the simulated host, sender or journal makes on purpose, to prove that the checkers find them.</summary>
internal enum PlantedFault
{
    /// <summary>No mistake.</summary>
    None,

    /// <summary>The journal stores a commit of an older epoch.</summary>
    NoEpochCheck,

    /// <summary>The host answers when it seals a batch, not when it is durable.</summary>
    AckBeforeCommit,

    /// <summary>The lane's sender promises that all before a command is done, when it is only sent.</summary>
    FloorTooEarly,

    /// <summary>After a lost answer the host appends the batch again at the current head.</summary>
    BlindRetry,

    /// <summary>After a lost answer the host says that nothing was stored.</summary>
    LostAnswerAsFailure,

    /// <summary>The host says of every fenced commit that nothing was stored, also when an earlier try may have been.</summary>
    FencedTakenForCertain,

    /// <summary>Entities may leave memory, and be loaded again, while their records are not durable.</summary>
    StaleLoad,

    /// <summary>The lane's sender addresses its commands to no epoch.</summary>
    UnaddressedResend,

    /// <summary>Snapshots are saved before the records that they include are durable.</summary>
    SpeculativeSnapshot,

    /// <summary>The host lets an entity forget that it is parked.</summary>
    ForgottenParking,

    /// <summary>The host sends some replies twice.</summary>
    DoubleReply,

    /// <summary>A projection saves its offsets in one transaction and its read model in the next.</summary>
    OffsetBeforeApply,

    /// <summary>A projection takes a number that it has seen for a place up to which it has seen everything.</summary>
    SkippingProjection,

    /// <summary>The store lets a projection's runner write whose offsets another one has moved.</summary>
    UnfencedProjection,
}
