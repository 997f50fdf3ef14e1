using Actors.Sharding;

namespace Actors.Streams.Publishing.Transactions;

/// <summary>What an <see cref="EgressMachine"/> asks for; one at a time, in the order in which it asks.</summary>
public abstract record EgressStep
{
    private EgressStep()
    {
    }

    /// <summary>
    /// Become the only publisher under the transactional id: whoever had it can do nothing more, and the transaction that it left
    /// open is aborted.
    /// </summary>
    public sealed record Fence : EgressStep;

    /// <summary>Read the offsets of the last committed transaction.</summary>
    public sealed record ReadOffsets : EgressStep;

    /// <summary>Begin a transaction.</summary>
    public sealed record Begin : EgressStep;

    /// <summary>Send records into the open transaction.</summary>
    /// <param name="Records">In their order; at least one.</param>
    public sealed record Send(IReadOnlyList<SinkRecord> Records) : EgressStep;

    /// <summary>Send the offsets behind the records into the same transaction.</summary>
    /// <param name="Offsets">The last record of each shard that the transaction covers.</param>
    public sealed record SendOffsets(IReadOnlyDictionary<ShardId, long> Offsets) : EgressStep;

    /// <summary>Commit records and offsets together.</summary>
    public sealed record Commit : EgressStep;

    /// <summary>Abort the open transaction.</summary>
    public sealed record Abort : EgressStep;
}
