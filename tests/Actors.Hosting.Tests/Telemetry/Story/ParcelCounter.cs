using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;

namespace Actors.Hosting.Tests.Telemetry.Story;

/// <summary>A read model in memory that is built anew with each start.</summary>
internal sealed class ParcelCounter : IProjectionStore
{
    private int _records;

    public ReaderName Name { get; } = new("counter");

    public int Records => Volatile.Read(ref _records);

    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ShardId, long>>(new Dictionary<ShardId, long>());

    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _records, records.Count);
        return Task.CompletedTask;
    }
}
