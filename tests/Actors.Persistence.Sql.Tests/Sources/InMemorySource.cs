using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Actors.TestKit.InMemory;

namespace Actors.Persistence.Sql.Tests.Sources;

public sealed class InMemorySource : IStoreSource
{
    private InMemoryStore? _store;

    public Task<IJournalStore> Open(ShardCount shardCount, CancellationToken cancellationToken) =>
        Task.FromResult<IJournalStore>(_store ??= new InMemoryStore(shardCount));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
