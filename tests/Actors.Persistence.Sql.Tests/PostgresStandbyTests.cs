using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Actors.TestKit.Postgres;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Persistence.Sql.Tests;

/// <summary>
/// A synchronous standby that is away: what the server has stored for itself alone would be gone with it, so nobody may take it for durable.
/// </summary>
public sealed class PostgresStandbyTests : IAsyncLifetime
{
    private static readonly ShardId One = new(1);
    private static readonly PostgresServerOptions Durable = new() { Durable = true, SharedBuffersMegabytes = 16 };
    private PostgresServer _server = null!;
    private PostgresServer _standby = null!;
    private IJournalStore _store = null!;
    private ShardHead _head = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.Start(Durable, default);
        _store = await PostgresStore.Open(
            new PostgresOptions { ConnectionString = _server.ConnectionString(), CommandTimeout = TimeSpan.FromSeconds(3) }, NullLogger.Instance, default);
        _head = (await _store.Journal.Claim(One, "node", default)).Head;
        _standby = await _server.StartStandby(Durable, default);
        await _server.RequireStandby(default);
        await Eventually.Holds(async () => await Count("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1);
        await _standby.Stop(default);
    }

    public async Task DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_standby?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task A_commit_that_gave_up_waiting_for_the_standby_is_not_taken_for_stored()
    {
        var commit = Sample.Commit(_head, 3);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => _store.Journal.Commit([commit], default));
        Assert.Equal([Sample.After(_head, commit)], await _store.Journal.Heads([One], default)); // Here it is, and nowhere else.
        await SettlesOnceTheStandbyIsBack(commit);
    }

    [Fact]
    public async Task A_commit_whose_connection_broke_while_it_waited_for_the_standby_is_settled_only_when_the_standby_has_it()
    {
        var commit = Sample.Commit(_head, 3);
        var committing = _store.Journal.Commit([commit], default);
        await Eventually.Holds(async () => await Count("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == 1);
        await Count("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => committing);
        Assert.Equal([Sample.After(_head, commit)], await _store.Journal.Heads([One], default));
        await SettlesOnceTheStandbyIsBack(commit);
    }

    private async Task SettlesOnceTheStandbyIsBack(ShardCommit commit)
    {
        await Assert.ThrowsAsync<JournalUnavailableException>(() => _store.Journal.DurableHeads([One], default));
        await _standby.Restart(default);
        IReadOnlyList<ShardHead> heads = [];
        await Eventually.Holds(async () =>
        {
            try
            {
                heads = await _store.Journal.DurableHeads([One], default);
                return true;
            }
            catch (JournalUnavailableException)
            {
                return false;
            }
        });
        Assert.Equal([Sample.After(_head, commit)], heads);
    }

    private async Task<long> Count(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server.ConnectionString() + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
