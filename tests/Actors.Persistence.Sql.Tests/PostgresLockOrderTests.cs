using System.Collections.Concurrent;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Actors.Persistence.Sql.Tests;

/// <summary>Who takes the rows of several shards takes them in the shards' order, so that nobody waits in a circle.</summary>
public sealed class PostgresLockOrderTests
{
    private static readonly ShardId One = new(1);
    private static readonly ShardId Two = new(2);

    [Fact]
    public async Task A_claim_and_a_commit_of_the_same_shards_that_meet_wait_for_each_other_in_turn()
    {
        await using var source = new PostgresSource();
        var logs = new CollectingLogger();
        await using var store = await PostgresStore.Open(new PostgresOptions { ConnectionString = await source.ConnectionString() }, logs, default);
        var claims = await store.Journal.TryClaim(await store.Journal.Heads([.. store.Journal.ShardCount.All], default), "owner", default);
        var heads = claims.Select(claim => claim.Head).Where(head => head.Shard == One || head.Shard == Two).OrderBy(head => head.Shard).ToList();
        var moved = Sample.Commit(heads[0], 1);
        Assert.Empty(await store.Journal.Commit([moved], default)); // In the table, the row of shard 1 stands behind that of shard 2 from now on.
        heads[0] = Sample.After(heads[0], moved);

        await using var connection = new NpgsqlConnection(await source.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await Run(connection, "ANALYZE shards"); // So few rows are best read as they stand.
        await using var holding = await connection.BeginTransactionAsync();
        await Run(connection, "SELECT FROM shards WHERE shard = 1 FOR UPDATE");
        var claiming = store.Journal.TryClaim(heads, "next", default);
        await Waiting(source, 1);
        var committing = store.Journal.Commit([.. heads.Select(head => Sample.Commit(head, 1))], default);
        await Waiting(source, 2);
        await holding.CommitAsync();
        Assert.Equal([One, Two], (await claiming).Select(claim => claim.Head.Shard).Order());
        Assert.Equal([One, Two], (await committing).Order());
        Assert.DoesNotContain(logs.Lines, line => line.Contains(PostgresErrorCodes.DeadlockDetected, StringComparison.Ordinal));
    }

    private static async Task Waiting(PostgresSource source, int count)
    {
        await using var connection = new NpgsqlConnection(await source.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await Eventually.Holds(async () => await Run(
            connection, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is long waiting && waiting == count);
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constants of this file.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    private sealed class CollectingLogger : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
