using System.Collections.Concurrent;
using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Projections;
using Actors.Sharding;
using Actors.TestKit.Contracts.Projections;

namespace Actors.Persistence.Sql.Tests.Sources;

/// <summary>A projection in a database.</summary>
public abstract class SqlProjectionSource : IProjectionSource
{
    private ISqlReadModels? _models;

    public Func<JournalRecord, bool> Fails { get; set; } = _ => false;

    public ConcurrentQueue<(ShardId Shard, long Sequence)> Effects { get; } = new();

    public async Task<IVersionedProjection> Open(params IReadOnlyList<int> versions) =>
        (await Models()).Projection([.. versions.Select(version => new CountingByVersion(version, this))]);

    public async Task<IReadOnlyDictionary<EntityKey, (long Records, long Version)>> Read()
    {
        await using var connection = await OpenRead();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT entity, records, version FROM counts";
        await using var rows = await command.ExecuteReaderAsync();
        var read = new Dictionary<EntityKey, (long, long)>();
        while (await rows.ReadAsync())
        {
            read.Add(EntityKey.Parse(rows.GetString(0)), (rows.GetInt64(1), rows.GetInt64(2)));
        }

        return read;
    }

    public async Task<DbConnection> OpenRead() => await (await Models()).OpenRead(default);

    public virtual async ValueTask DisposeAsync()
    {
        if (_models is { } models)
        {
            await models.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<ISqlReadModels> New();

    private async Task<ISqlReadModels> Models() => _models ??= await New();
}
