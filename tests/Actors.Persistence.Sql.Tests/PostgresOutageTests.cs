using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests;

/// <summary>A server of its own that stops, is killed, and comes back.</summary>
public sealed class PostgresOutageTests
{
    private static readonly ShardId One = new(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_goes_away_makes_the_journal_unavailable_until_it_is_back(bool killed)
    {
        await using var server = await PostgresServer.Start(new PostgresServerOptions { Durable = true, SharedBuffersMegabytes = 16 }, default);
        await using var store = await PostgresStore.Open(
            new PostgresOptions { ConnectionString = server.ConnectionString() }, NullLogger.Instance, default);
        var head = (await store.Journal.Claim(One, "node", default)).Head;
        var commit = Sample.Commit(head, 3);
        Assert.Empty(await store.Journal.Commit([commit], default));

        await (killed ? server.Kill(default) : server.Stop(default));
        var next = Sample.Commit(Sample.After(head, commit), 3);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Journal.Commit([next], default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Journal.Read(One, SequenceNumber.None, 10, default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Offsets.Load(new ReaderName("r"), default));

        await server.Restart(default);
        Assert.Equal([Sample.After(head, commit)], await store.Journal.Heads([One], default));
        Assert.Empty(await store.Journal.Commit([next], default));
        RecordAssert.Equal([.. commit.Records, .. next.Records], await store.Journal.Read(One, SequenceNumber.None, 10, default));
    }
}
