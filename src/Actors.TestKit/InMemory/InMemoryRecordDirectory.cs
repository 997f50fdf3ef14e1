using Actors.Journal;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>The records of an <see cref="InMemoryStore"/>, as an audit sees them.</summary>
internal sealed class InMemoryRecordDirectory(InMemoryTables tables, InMemoryFaults faults) : IRecordDirectory
{
    private const int MarksMax = 1_000;

    public Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, () => new SequenceNumber(tables.Shard(shard).Removed), cancellationToken);

    public Task<IReadOnlyList<RecordMark>> Read(ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run<IReadOnlyList<RecordMark>>(
            tables,
            faults,
            () => [.. tables.Shard(shard).Records.Select(RecordMark.Of).Where(m => m.Sequence > after && m.Sequence <= upTo).Take(MarksMax)],
            cancellationToken);
}
