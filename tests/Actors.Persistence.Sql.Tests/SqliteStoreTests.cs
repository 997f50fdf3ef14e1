using Actors.Journal;
using Actors.Persistence.Sql.Sqlite;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests;

/// <summary>What only a SQLite file can suffer.</summary>
public sealed class SqliteStoreTests : IAsyncLifetime
{
    private static readonly ShardId One = new(1);

    private readonly SqliteSource _source = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _source.DisposeAsync().AsTask();

    [Fact]
    public async Task A_file_in_use_is_refused_and_free_again_after_disposal()
    {
        await using (await _source.OpenSqlite(null, default))
        {
            var error = await Assert.ThrowsAsync<DatabaseInUseException>(() => _source.OpenSqlite(null, default));
            Assert.Equal(_source.Path, error.Path);
        }

        await using var again = await _source.OpenSqlite(null, default);
    }

    [Fact]
    public async Task A_new_database_has_the_wished_number_of_shards_or_64_and_refuses_another_later()
    {
        await using (var store = await _source.OpenSqlite(new ShardCount(16), default))
        {
            Assert.Equal(16, store.Journal.ShardCount.Value);
        }

        await using (var store = await _source.OpenSqlite(null, default))
        {
            Assert.Equal(16, store.Journal.ShardCount.Value);
        }

        var error = await Assert.ThrowsAsync<ShardCountMismatchException>(() => _source.OpenSqlite(new ShardCount(32), default));
        Assert.Equal((16, 32), (error.Recorded.Value, error.Configured.Value));
        await using var other = new SqliteSource();
        await using var defaulted = await other.OpenSqlite(null, default);
        Assert.Equal(64, defaulted.Journal.ShardCount.Value);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_was()
    {
        await using (var store = await _source.OpenSqlite(null, default))
        {
            await store.Database.Write(
                session => session.Statement("INSERT INTO schema_version (version, name) VALUES (99, 'future')").Run(), default);
        }

        var error = await Assert.ThrowsAsync<IncompatibleDatabaseException>(() => _source.OpenSqlite(null, default));
        Assert.Equal((99, 12), (error.FoundVersion, error.KnownVersion));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(_source.Path, new string('x', 10_000));
        await Assert.ThrowsAsync<DamagedDatabaseException>(() => _source.OpenSqlite(null, default));
    }

    [Fact]
    public async Task Wrong_options_are_named()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => SqliteStore.Open(new SqliteOptions { Path = " ", ReadersMax = 0 }, NullLogger.Instance, default));
        Assert.Contains("Path", error.Message, StringComparison.Ordinal);
        Assert.Contains("ReadersMax", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_stores_nothing_of_the_commit_and_work_goes_on_when_there_is_room()
    {
        await using var store = await _source.OpenSqlite(null, default);
        var one = (await store.Journal.Claim(One, "node", default)).Head;
        var two = (await store.Journal.Claim(new ShardId(2), "node", default)).Head;
        await LimitPages(store, "1 + (SELECT page_count FROM pragma_page_count)");
        ShardCommit[] commits = [Sample.Commit(one, 500), Sample.Commit(two, 500)];
        var error = await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Journal.Commit(commits, default));
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Equal([one, two], await store.Journal.Heads([One, new ShardId(2)], default));
        Assert.Empty(await store.Journal.Read(One, SequenceNumber.None, 10, default));
        await LimitPages(store, "1000000");
        Assert.Empty(await store.Journal.Commit(commits, default));
        Assert.Equal(500, (await store.Journal.Read(One, SequenceNumber.None, 1000, default)).Count);
    }

    [Fact]
    public async Task Another_program_that_holds_the_lock_makes_the_journal_unavailable_for_as_long()
    {
        await using var store = await _source.OpenSqlite(null, default);
        await store.Database.Exclusively(
            session =>
            {
                session.Script("PRAGMA busy_timeout = 1;");
                return true;
            },
            default);
        using (var other = SqliteSession.OpenWriter(_source.Path))
        {
            other.Script("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Journal.Claim(One, "node", default));
            other.Script("ROLLBACK");
        }

        await store.Journal.Claim(One, "node", default);
    }

    private static Task LimitPages(SqliteStore store, string pages) => store.Database.Exclusively(
        session =>
        {
            var limit = session.Statement($"SELECT {pages}");
            limit.Next();
            var number = limit.Number(0);
            limit.Start();
            session.Script($"PRAGMA max_page_count = {number};");
            return true;
        },
        default);
}
