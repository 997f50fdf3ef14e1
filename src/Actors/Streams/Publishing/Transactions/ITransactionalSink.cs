using Actors.Journal;
using Actors.Sharding;

namespace Actors.Streams.Publishing.Transactions;

/// <summary>
/// Takes records out in transactions that also hold the offsets behind them, under one transactional id: whoever reads only what is
/// committed sees records and offsets together or not at all. One caller at a time; <see cref="EgressMachine"/> says in which order.
/// Every member may throw <see cref="TransactionRefusedException"/> (it took no effect, the transaction can be aborted),
/// <see cref="RecordRefusedException"/> (the same, and a record of it can never be published),
/// <see cref="SinkFencedException"/> (a newer publisher has the id) and <see cref="SinkUnavailableException"/> (its effect is not known).
/// </summary>
public interface ITransactionalSink
{
    /// <summary>
    /// Becomes the only publisher under the transactional id. When it returns, the transaction that another one had open has ended,
    /// and no request of that one can take effect any more, however late it arrives.
    /// </summary>
    Task Fence(CancellationToken cancellationToken);

    /// <summary>The last committed offset of each shard of an egress; a shard without one is absent. Called after <see cref="Fence"/>.</summary>
    Task<IReadOnlyDictionary<ShardId, long>> ReadOffsets(ReaderName egress, CancellationToken cancellationToken);

    /// <summary>Begins a transaction.</summary>
    Task Begin(CancellationToken cancellationToken);

    /// <summary>Sends records into the transaction, those of one key in order.</summary>
    Task Send(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken);

    /// <summary>Sends offsets of an egress into the transaction.</summary>
    Task SendOffsets(ReaderName egress, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken);

    /// <summary>Commits the transaction; when it returns, all of it is durable and visible.</summary>
    Task Commit(CancellationToken cancellationToken);

    /// <summary>Aborts the transaction; when it returns, nothing of it will ever be visible.</summary>
    Task Abort(CancellationToken cancellationToken);
}
