namespace Actors.Streams.Publishing.Transactions;

/// <summary>Where an <see cref="EgressMachine"/> stands.</summary>
public enum EgressPhase
{
    /// <summary>It holds nothing and knows nothing; the only way on is to start.</summary>
    Closed,

    /// <summary>It shuts out whoever had its transactional id.</summary>
    Fencing,

    /// <summary>It reads how far the committed transactions have come.</summary>
    Recovering,

    /// <summary>No transaction is open; it takes the next batch.</summary>
    Ready,

    /// <summary>It begins a transaction.</summary>
    Beginning,

    /// <summary>It sends records.</summary>
    Sending,

    /// <summary>It sends the offsets.</summary>
    SendingOffsets,

    /// <summary>It commits. Until the answer nobody here knows whether the batch is out.</summary>
    Committing,

    /// <summary>It aborts a transaction that cannot be committed.</summary>
    Aborting,
}
