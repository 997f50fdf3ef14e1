using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace SmallBank.Tests;

/// <summary>Kills over PostgreSQL.</summary>
public sealed class PostgresKillTests(ITestOutputHelper output) : KillTests(output), IAsyncLifetime
{
    private PostgresServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgresServer.Start(new PostgresServerOptions(), default);

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task Every_answered_command_took_effect_once_and_the_sums_hold_when_the_process_is_killed() => Survive(seed: 41);

    protected override Task<string[]> CreateDatabase() => Task.FromResult<string[]>(["--Actors:Postgres", _server.ConnectionString()]);

    protected override async Task<IJournalStore> Open() =>
        await PostgresStore.Open(new PostgresOptions { ConnectionString = _server.ConnectionString() }, NullLogger.Instance, default);
}
