using Actors.Journal;
using Actors.Persistence.Sql.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace SmallBank.Tests;

/// <summary>Kills over the embedded database.</summary>
public sealed class SqliteKillTests(ITestOutputHelper output) : KillTests(output)
{
    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public Task Every_answered_command_took_effect_once_and_the_sums_hold_when_the_process_is_killed() => Survive(seed: 31);

    protected override Task<string[]> CreateDatabase() => Task.FromResult<string[]>(["--Actors:DataDirectory", Folder]);

    protected override async Task<IJournalStore> Open() =>
        await SqliteStore.Open(new SqliteOptions { Path = Path.Combine(Folder, "journal.db") }, NullLogger.Instance, default);
}
