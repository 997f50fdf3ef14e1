using Actors;
using Actors.Journal;
using Actors.Persistence.Sql.Sqlite;
using Actors.Runtime;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Actors.TestKit.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Library;

public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_answer_to_a_command_id_is_the_first_one_also_after_a_restart()
    {
        var first = await BorrowWithId();
        var second = await BorrowWithId();
        Assert.Equal(first.Sequence, second.Sequence);
    }

    private async Task<Outcome> BorrowWithId()
    {
        var model = LibraryModel.Create(new FakeLetterService());
        // <store>
        var place = new SqliteOptions { Path = Path.Combine(_folder, "journal.db"), ShardCount = new ShardCount(16) };
        await using var store = await SqliteStore.Open(place, NullLogger.Instance, CancellationToken.None);
        await using var system = await ActorSystem.Start(model, store, new ActorSystemOptions { ShardHosts = 1 });
        var book = system.EntityRef<Loan, LoanCommand, LoanEvent>("book-1");
        return await book.Ask(new BorrowBook("ann", 28), new AskOptions { Id = new CommandId("request-17") });
        // </store>
    }
}

// <contract>
public sealed class MyJournalTests : JournalContract<MyStoreSource>;

public sealed class MyStoreSource : IStoreSource
{
    private InMemoryStore? _store;

    public Task<IJournalStore> Open(ShardCount shardCount, CancellationToken cancellationToken) =>
        Task.FromResult<IJournalStore>(_store ??= new InMemoryStore(shardCount));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
// </contract>
