using Actors.Hosting.Configuration;
using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Sqlite;
using Actors.Runtime;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>Opens the store that the settings name.</summary>
internal static class StoreOpening
{
    public static async Task<IJournalStore> Open(ActorsOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger("Actors.Persistence.Sql");
        ShardCount? shards = options.Shards is { } count ? new ShardCount(count) : null;
        return options.Postgres is { } connection
            ? await PostgresStore.Open(
                new PostgresOptions { ConnectionString = connection, ShardCount = shards, Compaction = options.Compaction },
                logger,
                cancellationToken)
            : await SqliteStore.Open(
                new SqliteOptions
                {
                    Path = Path.Combine(options.DataDirectory, "journal.db"),
                    ShardCount = shards,
                    Compaction = options.Compaction,
                },
                logger,
                cancellationToken);
    }

    /// <summary>The limits of a node where the application gives none.</summary>
    public static ActorSystemOptions SuitableLimits(ActorsOptions options) => new() { NodeName = options.NodeName };
}
