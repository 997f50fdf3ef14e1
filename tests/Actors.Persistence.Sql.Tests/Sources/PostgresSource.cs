using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests.Sources;

public sealed class PostgresSource : IStoreSource
{
    private static readonly CompactionOptions ShortTails = new() { TailRecords = 16, TailBytes = 1 << 20 };

    private string? _connectionString;

    public async Task<IJournalStore> Open(ShardCount shardCount, CancellationToken cancellationToken) =>
        await OpenPostgres(shardCount, cancellationToken);

    public async Task<PostgresStore> OpenPostgres(ShardCount? shardCount, CancellationToken cancellationToken) =>
        await PostgresStore.Open(
            new PostgresOptions { ConnectionString = await ConnectionString(), ShardCount = shardCount, Compaction = ShortTails },
            NullLogger.Instance,
            cancellationToken);

    public async Task<string> ConnectionString() => _connectionString ??= await SharedPostgres.CreateDatabase();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
