namespace Actors.Streams.Tests.Transactions;

/// <summary>A mistake that is planted into publisher or broker, for the simulation to find.</summary>
public enum Plant
{
    None,

    /// <summary>A new owner takes over without shutting out the one before.</summary>
    NoFence,

    /// <summary>The offsets are read before the one before is shut out.</summary>
    OffsetsBeforeFence,

    /// <summary>The offsets do not travel in the transaction.</summary>
    OffsetsOutside,

    /// <summary>The offsets are sent after the commit.</summary>
    OffsetsAfterCommit,

    /// <summary>A commit without an answer counts as failed: the batch is published again.</summary>
    SilentCommitFailed,

    /// <summary>A commit without an answer counts as done.</summary>
    SilentCommitDone,

    /// <summary>Offsets of aborted and open transactions are taken for true.</summary>
    UncommittedOffsets,

    /// <summary>Consumers see what was aborted, as on the embedded broker.</summary>
    UncommittedRecords,
}
