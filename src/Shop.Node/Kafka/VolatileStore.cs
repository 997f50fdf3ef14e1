using System.Collections.Concurrent;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Shop.Node.Kafka;

/// <summary>
/// A journal whose readers begin anew with each start of the process: for an egress to a broker that begins anew as well.
/// </summary>
internal sealed class VolatileStore(IJournalStore store) : IJournalStore, IOffsetStore
{
    private readonly ConcurrentDictionary<(ReaderName, ShardId), long> _offsets = [];

    public IJournal Journal => store.Journal;

    public ISnapshotStore Snapshots => store.Snapshots;

    public IOffsetStore Offsets => this;

    public IDeadLetterStore DeadLetters => store.DeadLetters;

    public IJournalUpkeep Upkeep => store.Upkeep;

    public IRecordDirectory Records => store.Records;

    public IMembershipStore Membership => store.Membership;

    public Task<IReadOnlyDictionary<ShardId, long>> Load(ReaderName reader, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ShardId, long>>(_offsets.Where(o => o.Key.Item1 == reader).ToDictionary(o => o.Key.Item2, o => o.Value));

    public Task Save(ReaderName reader, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken)
    {
        foreach (var (shard, offset) in offsets)
        {
            _offsets.AddOrUpdate((reader, shard), offset, (_, saved) => Math.Max(saved, offset));
        }

        return Task.CompletedTask;
    }

    /// <summary>Nothing: the store stays its owner's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
