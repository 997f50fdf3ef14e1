using System.Diagnostics.Metrics;
using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Operations;
using Actors.Persistence.Sql.Projections;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Runtime.Audits;
using Actors.Runtime.Sharding;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests.Audits;

/// <summary>A journal, a projection that a test drives by hand, and an auditor, all on one database. One caller at a time.</summary>
internal sealed class AuditBench : IAsyncDisposable, IOwnedShards
{
    private readonly Meter _meter = new("trial");
    private readonly ISqlReadModels _models;
    private readonly IVersionedProjection _projection;
    private readonly ProjectionAuditor _auditor;
    private readonly Dictionary<ShardId, ShardHead> _heads = [];
    private IProjectionBuildStore _build = null!;
    private Dictionary<ShardId, long> _offsets = [];

    private AuditBench(IJournalStore store, ISqlReadModels models)
    {
        Store = store;
        _models = models;
        _projection = models.Projection(new CountedEntities());
        var audited = (IAuditedProjection)_projection;
        _auditor = new ProjectionAuditor(
            store.Records,
            [audited],
            this,
            new ProjectionAuditBoard(_meter, TimeProvider.System, hasWork: true),
            TimeProvider.System,
            NullLogger.Instance);
    }

    public IJournalStore Store { get; }

    IReadOnlyList<OwnedShard> IOwnedShards.Owned => [];

    public static async Task<AuditBench> Open(IJournalStore store, ISqlReadModels models)
    {
        var bench = new AuditBench(store, models);
        foreach (var shard in store.Journal.ShardCount.All)
        {
            bench._heads[shard] = (await store.Journal.Claim(shard, "trial", default)).Head;
        }

        bench._build = bench._projection.Open((await bench._projection.Load(default)).Active);
        await bench.Reload();
        return bench;
    }

    /// <summary>Appends records to a shard, of several entities.</summary>
    public async Task Append(ShardId shard, int count)
    {
        var head = _heads[shard];
        var commit = new ShardCommit
        {
            Shard = shard,
            Epoch = head.Epoch,
            ExpectedHead = head.Head,
            Records = [.. Enumerable.Range(1, count).Select(i => Sample.Record(shard, head.Head.Value + i, Sample.Entity((int)((head.Head.Value + i) % 97))))],
            Checkpoint = new LaneCheckpoint(new SequenceNumber(head.Head.Value + count), new byte[] { 1 }),
        };
        Assert.Empty(await Store.Journal.Commit([commit], default));
        _heads[shard] = Sample.After(head, commit);
    }

    /// <summary>Lets retention remove what the projection has read of a shard.</summary>
    public async Task RemoveLog(ShardId shard)
    {
        while ((await Store.Upkeep.Compact([shard], default)).MoreWaits)
        {
        }

        var read = new SequenceNumber(_offsets.GetValueOrDefault(shard));
        var request = new RetentionRequest { Shard = shard, Epoch = _heads[shard].Epoch, ReadUpTo = read, Policy = new LogPolicy() };
        while (await Store.Upkeep.Retain(request, default) is { MoreWaits: true } progress)
        {
            request = request with { Cursor = progress.Cursor };
        }
    }

    /// <summary>What the projection has not read of a shard.</summary>
    public Task<IReadOnlyList<JournalRecord>> Unread(ShardId shard) =>
        Store.Journal.Read(shard, new SequenceNumber(_offsets.GetValueOrDefault(shard)), 10_000, default);

    /// <summary>Lets the projection apply a batch.</summary>
    public async Task Apply(ProjectionBatch batch)
    {
        await _build.Apply(batch, default);
        foreach (var record in batch.Records)
        {
            _offsets[record.Shard] = record.Sequence.Value;
        }
    }

    /// <summary>Starts the projection again from its stored offsets.</summary>
    public async Task Reload() => _offsets = new Dictionary<ShardId, long>(await _build.Start(default));

    public async Task<ProjectionAudit> Audit(bool isWhole = false) =>
        (await _auditor.Audit(_ => true, isWhole, default)).SingleOrDefault() ?? new ProjectionAudit("", 0, 0, 0, 0, 0, []);

    public Task<IReadOnlyList<ProjectionSkip>> Skips() => ((IAuditedProjection)_projection).Skips(100_000, default);

    /// <summary>Closes it all, the store as well.</summary>
    public async ValueTask DisposeAsync()
    {
        _auditor.Dispose();
        _meter.Dispose();
        await _models.DisposeAsync();
        await Store.DisposeAsync();
    }
}
