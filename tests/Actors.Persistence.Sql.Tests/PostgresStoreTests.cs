using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Scripting;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Persistence.Sql.Tests;

/// <summary>What only PostgreSQL can suffer.</summary>
public sealed class PostgresStoreTests
{
    private static readonly ShardId One = new(1);

    private readonly PostgresSource _source = new();

    [Fact]
    public async Task Stores_that_open_a_new_database_together_migrate_it_once()
    {
        await _source.ConnectionString();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _source.OpenPostgres(null, default)));
        Assert.All(stores, store => Assert.Equal(ShardCount.Default, store.Journal.ShardCount));
        Assert.Equal((long)EmbeddedSql.Migrations("Postgres").Count, await Scalar("SELECT count(*) FROM schema_version"));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Another_number_of_shards_is_refused()
    {
        await using var store = await _source.OpenPostgres(new ShardCount(16), default);
        await using var again = await _source.OpenPostgres(null, default);
        Assert.Equal(16, again.Journal.ShardCount.Value);
        await Assert.ThrowsAsync<ShardCountMismatchException>(() => _source.OpenPostgres(new ShardCount(32), default));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var store = await _source.OpenPostgres(null, default);
        await Scalar("INSERT INTO schema_version (version, name) VALUES (99, 'future')");
        var error = await Assert.ThrowsAsync<IncompatibleDatabaseException>(() => _source.OpenPostgres(null, default));
        Assert.Equal((99, EmbeddedSql.Migrations("Postgres")[^1].Version), (error.FoundVersion, error.KnownVersion));
    }

    [Fact]
    public async Task People_can_read_the_events()
    {
        await using var store = await _source.OpenPostgres(null, default);
        var head = (await store.Journal.Claim(One, "node", default)).Head;
        await store.Journal.Commit([Sample.Commit(head, 1, Sample.Entity(1))], default);
        Assert.Equal("""event {"order":"order/1","sequence":1}""", await Scalar("SELECT kind || ' ' || payload FROM journal_events"));
    }

    [Fact]
    public async Task Large_blocks_are_stored_compressed_and_read_as_before()
    {
        await using var store = await _source.OpenPostgres(null, default);
        var head = (await store.Journal.Claim(One, "node", default)).Head;
        await store.Journal.Commit([Sample.Commit(head, 200, Sample.Entity(1))], default);
        Assert.Equal("lz4", await Scalar("SELECT pg_column_compression(data) FROM blocks"));
        Assert.True((bool)(await Scalar("SELECT pg_column_size(data) < octet_length(data) / 2 FROM blocks"))!);
        Assert.Equal(200L, await Scalar("SELECT count(DISTINCT payload) FROM journal_events"));
        Assert.Equal(200, (await store.Journal.Read(One, SequenceNumber.None, 1_000, default)).Count);
    }

    [Fact]
    public async Task Passwords_are_in_no_message()
    {
        var options = new PostgresOptions { ConnectionString = "Host=127.0.0.1;Port=1;Username=u;Password=secret-word;Database=d;Timeout=2" };
        var error = await Assert.ThrowsAsync<JournalUnavailableException>(() => PostgresStore.Open(options, NullLogger.Instance, default));
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.ToString(), StringComparison.Ordinal);
        var wrong = new PostgresOptions { ConnectionString = "Passwort=secret-word", ConnectionsMax = 1, CommandTimeout = TimeSpan.Zero };
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => PostgresStore.Open(wrong, NullLogger.Instance, default));
        Assert.DoesNotContain("secret-word", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("ConnectionsMax", fault.Message, StringComparison.Ordinal);
        Assert.Contains("CommandTimeout", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named()
    {
        var connection = new NpgsqlConnectionStringBuilder(await _source.ConnectionString()) { Database = "missing" }.ConnectionString;
        var error = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => PostgresStore.Open(new PostgresOptions { ConnectionString = connection }, NullLogger.Instance, default));
        Assert.Contains("no such database", error.Message, StringComparison.Ordinal);
    }

    private async Task<object?> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await _source.ConnectionString() + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
