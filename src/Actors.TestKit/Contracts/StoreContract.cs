using Actors.Journal;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What all suites over a store share: each test has a database of its own.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class StoreContract<TSource> : IAsyncLifetime
    where TSource : IStoreSource, new()
{
    private readonly TSource _source = new();

    /// <summary>The number of shards of the store.</summary>
    protected static ShardCount Shards { get; } = new(8);

    /// <summary>The opened store.</summary>
    protected IJournalStore Store { get; private set; } = null!;

    /// <summary>The journal of the store.</summary>
    protected IJournal Journal => Store.Journal;

    /// <summary>A token that is never cancelled.</summary>
    protected static CancellationToken None => CancellationToken.None;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Store = await _source.Open(Shards, None);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _source.DisposeAsync();
    }

    /// <summary>Closes the store and opens its database again.</summary>
    protected async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = await _source.Open(Shards, None);
    }

    /// <summary>Claims a shard and gives its head.</summary>
    protected async Task<ShardHead> Claim(ShardId shard, string owner = "node-1") => (await Journal.Claim(shard, owner, None)).Head;

    /// <summary>Commits, and demands that no shard is fenced.</summary>
    protected async Task Commit(params ShardCommit[] commits) => Assert.Empty(await Journal.Commit(commits, None));
}
