namespace Actors.Runtime.Streams;

/// <summary>What becomes of a command of an ingress that its entity rejects.</summary>
public enum RejectionHandling
{
    /// <summary>The rejection stands in the journal; nobody needs to act.</summary>
    Outcome = 0,

    /// <summary>The record becomes a dead letter as well, in the same commit: somebody shall look at it.</summary>
    DeadLetter = 1,
}
