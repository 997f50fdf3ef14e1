using Actors.Journal;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>The offsets of an <see cref="InMemoryStore"/>.</summary>
internal sealed class InMemoryOffsetStore(InMemoryTables tables, InMemoryFaults faults) : IOffsetStore
{
    public Task<IReadOnlyDictionary<ShardId, long>> Load(ReaderName reader, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run<IReadOnlyDictionary<ShardId, long>>(
            tables,
            faults,
            () => tables.Offsets.Where(row => row.Key.Reader == reader).ToDictionary(row => row.Key.Shard, row => row.Value),
            cancellationToken);

    public Task Save(ReaderName reader, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(
            tables,
            faults,
            () => faults.Write(() =>
            {
                foreach (var (shard, value) in offsets)
                {
                    var key = (reader, shard);
                    tables.Offsets[key] = Math.Max(value, tables.Offsets.GetValueOrDefault(key, value));
                }

                return offsets.Count;
            }),
            cancellationToken);
}
