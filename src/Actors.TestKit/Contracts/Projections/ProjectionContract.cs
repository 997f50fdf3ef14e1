using Actors.Journal;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts.Projections;

/// <summary>What all suites over a store of projections share: each test has a store of its own.</summary>
/// <typeparam name="TSource">Gives the store.</typeparam>
public abstract class ProjectionContract<TSource> : IAsyncLifetime
    where TSource : IProjectionSource, new()
{
    /// <summary>Long enough for what must happen, on a machine that is busy with other things.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A shard.</summary>
    protected static readonly ShardId One = new(1);

    /// <summary>Another shard.</summary>
    protected static readonly ShardId Two = new(2);

    /// <summary>The store.</summary>
    protected TSource Source { get; } = new();

    /// <summary>A token that is never cancelled.</summary>
    protected static CancellationToken None => CancellationToken.None;

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Source.DisposeAsync();

    /// <summary>The progress of a build that was given the first records of a shard.</summary>
    protected static ShardProgress Progress(ShardId shard, int count) =>
        new(shard, count, Records(shard, 1, count).Aggregate(RecordFold.None, (fold, record) => fold.Add(record)));

    /// <summary>Records of one entity, which is numbered as the shard.</summary>
    protected static IReadOnlyList<JournalRecord> Records(ShardId shard, long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Sample.Record(shard, first + i, Sample.Entity(shard.Value)))];

    /// <summary>The store of the active build, started.</summary>
    protected static async Task<IProjectionBuildStore> StartActive(IVersionedProjection projection)
    {
        var store = projection.Open((await projection.Load(None)).Active);
        await store.Start(None);
        return store;
    }

    /// <summary>Begins a build with a version, and says that it has caught up.</summary>
    /// <returns>The state after that.</returns>
    protected static async Task<ProjectionState> BeginCandidate(IVersionedProjection projection, int version)
    {
        var building = ProjectionMachine.Rebuild(await projection.Load(None), version, Sample.Time).State!;
        Assert.True(await projection.TrySave(building, None));
        var caughtUp = ProjectionMachine.CaughtUp(building, building.Candidate!.Number).State!;
        Assert.True(await projection.TrySave(caughtUp, None));
        return caughtUp;
    }

    /// <summary>The store of the build that is to follow the active one, started.</summary>
    protected static async Task<IProjectionBuildStore> StartCandidate(IVersionedProjection projection)
    {
        var store = projection.Open((await projection.Load(None)).Candidate!);
        await store.Start(None);
        return store;
    }

    /// <summary>Switches to the candidate.</summary>
    protected static async Task<ProjectionSwitch> Switch(IVersionedProjection projection, TimeSpan? patience = null)
    {
        var state = await projection.Load(None);
        return await projection.Switch(ProjectionMachine.Switch(state, Sample.Time).State!, state.Active.Number, patience ?? Patience, None);
    }

    /// <summary>Demands what readers see of an entity.</summary>
    protected async Task AssertSeen(ShardId shard, long records, long version) =>
        Assert.Equal((records, version), (await Source.Read())[Sample.Entity(shard.Value)]);
}
