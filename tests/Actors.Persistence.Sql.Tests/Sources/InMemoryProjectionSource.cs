using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;
using Actors.TestKit.Contracts.Projections;
using Actors.TestKit.InMemory;

namespace Actors.Persistence.Sql.Tests.Sources;

public sealed class InMemoryProjectionSource : IProjectionSource
{
    private readonly InMemoryReadModels _models = new();

    public Func<JournalRecord, bool> Fails { get; set; } = _ => false;

    public ConcurrentQueue<(ShardId Shard, long Sequence)> Effects { get; } = new();

    public Task<IVersionedProjection> Open(params IReadOnlyList<int> versions) => Task.FromResult<IVersionedProjection>(
        new InMemoryProjection(_models, IProjectionSource.Name, versions.ToDictionary(v => v, HandlerOf)));

    public Task<IReadOnlyDictionary<EntityKey, (long Records, long Version)>> Read() =>
        Task.FromResult<IReadOnlyDictionary<EntityKey, (long Records, long Version)>>(
            _models.Read(IProjectionSource.Name.Value).ToDictionary(row => EntityKey.Parse(row.Key), row => ((long, long))row.Value));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private InMemoryProjectionHandler HandlerOf(int version) => (rows, record, isRebuilding) =>
    {
        var key = record.Entity.ToString();
        var (records, _) = rows.TryGetValue(key, out var row) ? ((long, long))row : default;
        rows[key] = (records + 1, (long)version);
        if (Fails(record))
        {
            throw new InvalidOperationException("The test wants this.");
        }

        if (!isRebuilding)
        {
            Effects.Enqueue((record.Shard, record.Sequence.Value));
        }
    };
}
