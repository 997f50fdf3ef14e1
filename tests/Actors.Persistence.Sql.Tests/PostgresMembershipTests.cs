using Actors.Journal;
using Actors.Membership;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;
using Actors.TestKit.Postgres;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Persistence.Sql.Tests;

/// <summary>What several nodes see of each other through one server, also when that server restarts.</summary>
public sealed class PostgresMembershipTests
{
    private static readonly NodeRegistration A = new("node-a", new Uri("http://a:5000/"), MemberRoles.Shards);

    [Fact]
    public async Task What_one_node_does_wakes_the_others()
    {
        await using var source = new PostgresSource();
        await using var one = await source.OpenPostgres(null, default);
        await using var other = await source.OpenPostgres(null, default);
        await other.Membership.WaitForChange(default);
        var node = await one.Membership.Join(A, default);
        await Woken(other);
        var claim = Assert.Single(await one.Journal.TryClaim(await one.Journal.Heads([new ShardId(7)], default), node.ToString(), default));
        await Woken(other);
        await one.Journal.Release(claim.Head.Shard, claim.Head.Epoch, TimeSpan.Zero, default);
        await Woken(other);
    }

    [Fact]
    public async Task Nodes_of_other_schemas_are_not_woken()
    {
        await using var source = new PostgresSource();
        var connectionString = await source.ConnectionString();
        await using (var setup = NpgsqlDataSource.Create(connectionString + ";Pooling=false"))
        await using (var command = setup.CreateCommand("CREATE SCHEMA other"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await using var one = await source.OpenPostgres(null, default);
        await using var other = await Open(connectionString + ";Search Path=other");
        await other.Membership.WaitForChange(default);
        await one.Membership.Join(A, default);
        var waiting = other.Membership.WaitForChange(default);
        await other.Membership.Join(A, default);
        await waiting.WaitAsync(Eventually.Deadline, TimeProvider.System);
        Assert.Single((await other.Membership.Read(default)).Members);
        Assert.Single((await one.Membership.Read(default)).Members);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Members_and_announcements_survive_a_restart_of_the_server(bool killed)
    {
        await using var server = await PostgresServer.Start(new PostgresServerOptions { Durable = true, SharedBuffersMegabytes = 16 }, default);
        await using var store = await Open(server.ConnectionString());
        await store.Membership.WaitForChange(default);
        var node = await store.Membership.Join(A, default);
        await Woken(store);
        await store.Membership.Move(node, MemberStatus.Up, default);
        await Woken(store);

        var waiting = store.Membership.WaitForChange(default);
        await (killed ? server.Kill(default) : server.Stop(default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => waiting.WaitAsync(Eventually.Deadline, TimeProvider.System));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Membership.WaitForChange(default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Membership.Beat(new Heartbeat(node, MemberStatus.Up, []), default));

        await server.Restart(default);
        await Eventually.Holds(async () => await IsBack(store));
        Assert.Equal([(node, MemberStatus.Up)], (await store.Membership.Read(default)).Members.Select(member => (member.Id, member.Status)));
        await store.Membership.Move(node, MemberStatus.Leaving, default);
        await Woken(store);
    }

    [Fact]
    public async Task A_store_that_is_disposed_of_while_somebody_waits_ends_the_wait()
    {
        await using var source = new PostgresSource();
        for (var i = 0; i < 50; i++)
        {
            // Each time another moment: while it connects, while it begins to listen, while it waits for an announcement.
            var store = await source.OpenPostgres(null, default);
            if (i % 2 == 0)
            {
                await store.Membership.WaitForChange(default);
            }

            var waiting = store.Membership.WaitForChange(default);
            for (var turn = 0; turn < i * 20; turn++)
            {
                await Task.Yield();
            }

            await store.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline, TimeProvider.System);
            await Eventually.Holds(() => waiting.IsCompleted);
            Assert.True(waiting.IsCanceled || waiting.IsCompletedSuccessfully, $"{waiting.Exception}");
        }
    }

    private static async Task<PostgresStore> Open(string connectionString) => await PostgresStore.Open(
        new PostgresOptions { ConnectionString = connectionString }, NullLogger.Instance, default);

    private static Task Woken(PostgresStore store) => store.Membership.WaitForChange(default).WaitAsync(Eventually.Deadline, TimeProvider.System);

    /// <summary>A wait that makes its connection anew is over at once.</summary>
    private static async Task<bool> IsBack(PostgresStore store)
    {
        try
        {
            await Woken(store);
            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }
}
