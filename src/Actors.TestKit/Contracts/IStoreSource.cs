using Actors.Journal;
using Actors.Sharding;

namespace Actors.TestKit.Contracts;

/// <summary>
/// Gives a contract suite its stores: one source is one database of its own, empty at first. An implementation joins a suite in one
/// line: <c>public sealed class MyJournalTests : JournalContract&lt;MySource&gt;;</c>
/// </summary>
public interface IStoreSource : IAsyncDisposable
{
    /// <summary>Opens the database; after the store was disposed, the same database with what was stored.</summary>
    Task<IJournalStore> Open(ShardCount shardCount, CancellationToken cancellationToken);
}
