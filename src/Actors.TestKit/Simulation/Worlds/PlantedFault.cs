namespace Actors.TestKit.Simulation.Worlds;

/// <summary>Mistakes that the simulated host, sender or journal makes on purpose, to prove that the checkers find them.</summary>
internal enum PlantedFault
{
    /// <summary>No mistake.</summary>
    None,

    /// <summary>The journal stores a commit of an older epoch.</summary>
    [Trips("I1")]
    NoEpochCheck,

    /// <summary>The host answers when it seals a batch, not when it is durable.</summary>
    [Trips("I2")]
    AckBeforeCommit,

    /// <summary>The lane's sender promises that all before a command is done, when it is only sent.</summary>
    [Trips("I2")]
    FloorTooEarly,

    /// <summary>After a lost answer the host appends the batch again at the current head.</summary>
    [Trips("I3")]
    BlindRetry,

    /// <summary>After a lost answer the host says that nothing was stored.</summary>
    [Trips("I3")]
    LostAnswerAsFailure,

    /// <summary>The host says of every fenced commit that nothing was stored, also when an earlier try may have been.</summary>
    [Trips("I3")]
    FencedTakenForCertain,

    /// <summary>Entities may leave memory, and be loaded again, while their records are not durable.</summary>
    [Trips("I5")]
    StaleLoad,

    /// <summary>The lane's sender addresses its commands to no epoch, and does not tell their turns.</summary>
    [Trips("I4")]
    UnaddressedResend,

    /// <summary>Snapshots are saved before the records that they include are durable.</summary>
    [Trips("I5")]
    SpeculativeSnapshot,

    /// <summary>The host lets an entity forget that it is parked.</summary>
    [Trips("I6")]
    ForgottenParking,

    /// <summary>The host sends some replies twice.</summary>
    [Trips("I7")]
    DoubleReply,

    /// <summary>A projection saves its offsets in one transaction and its read model in the next.</summary>
    [Trips("I4")]
    OffsetBeforeApply,

    /// <summary>A projection takes a number that it has seen for a place up to which it has seen everything.</summary>
    [Trips("I4")]
    SkippingProjection,

    /// <summary>The store lets a projection's runner write whose offsets another one has moved.</summary>
    [Trips("I4")]
    UnfencedProjection,

    /// <summary>The command of a timer does not say which setting of which timer it is.</summary>
    [Trips("I3")]
    AnonymousTimer,

    /// <summary>The journal gives a shard to whoever claims it, in the epoch after the one that the claimer has read.</summary>
    [Trips("I1")]
    ClaimWithoutComparing,

    /// <summary>Nodes judge their leases by a clock that may be set.</summary>
    [Trips("Lease")]
    LeaseByWallClock,

    /// <summary>After an outage of the store, whoever looks first declares the others dead.</summary>
    [Trips("Placement")]
    NoGrace,

    /// <summary>Commands of a lane do not tell their turns.</summary>
    [Trips("I4")]
    NoTurns,

    /// <summary>A shard is handed off while its last batch is on its way, and its callers are told that nothing was stored.</summary>
    [Trips("I3")]
    ReleaseBeforeCommit,
}
