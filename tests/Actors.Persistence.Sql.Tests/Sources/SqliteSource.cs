using Actors.Journal;
using Actors.Persistence.Sql.Sqlite;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests.Sources;

public sealed class SqliteSource : IStoreSource
{
    private static readonly CompactionOptions ShortTails = new() { TailRecords = 16, TailBytes = 1 << 20 };

    private readonly string _folder = Directory.CreateTempSubdirectory("actors-sqlite-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "journal.db");

    public async Task<IJournalStore> Open(ShardCount shardCount, CancellationToken cancellationToken) =>
        await OpenSqlite(shardCount, cancellationToken);

    public Task<SqliteStore> OpenSqlite(ShardCount? shardCount, CancellationToken cancellationToken) =>
        SqliteStore.Open(new SqliteOptions { Path = Path, ShardCount = shardCount, Compaction = ShortTails }, NullLogger.Instance, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
