using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Projections;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests;

/// <summary>Read models change with their offsets or not at all.</summary>
public abstract class ProjectionTests
{
    private static readonly ShardId One = new(1);
    private static readonly ShardId Two = new(2);

    [Fact]
    public async Task Records_take_effect_once_and_the_offsets_move_with_them()
    {
        await using var models = await Open();
        var store = models.Store(new CountingProjection());
        Assert.Empty(await store.Start(default));
        await store.Apply([.. Records(One, 1, 3), .. Records(Two, 1, 2)], default);
        await store.Apply(Records(One, 4, 1), default);
        await store.Apply([], default);
        Assert.Equal(6, await Count(models));
        var offsets = await models.Store(new CountingProjection()).Start(default);
        Assert.Equal(new Dictionary<ShardId, long> { [One] = 4, [Two] = 2 }, offsets);
    }

    [Fact]
    public async Task A_second_runner_that_comes_late_is_fenced_and_changes_nothing()
    {
        await using var models = await Open();
        var first = models.Store(new CountingProjection());
        var second = models.Store(new CountingProjection());
        await first.Start(default);
        await second.Start(default);
        await first.Apply(Records(One, 1, 3), default);
        var error = await Assert.ThrowsAsync<ProjectionFencedException>(() => second.Apply(Records(One, 1, 3), default));
        Assert.Equal(new CountingProjection().Name, error.Projection);
        Assert.Equal(3, await Count(models));
        Assert.Equal(3, (await second.Start(default))[One]);
        await second.Apply(Records(One, 4, 1), default);
        await Assert.ThrowsAsync<ProjectionFencedException>(() => first.Apply(Records(One, 4, 1), default));
        Assert.Equal(4, await Count(models));
    }

    [Fact]
    public async Task Runners_at_once_apply_each_record_once()
    {
        await using var models = await Open();
        var stores = Enumerable.Range(0, 4).Select(_ => models.Store(new CountingProjection())).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.Start(default))));
        var results = await Task.WhenAll(stores.Select(store => Task.Run(() => Record.ExceptionAsync(() => store.Apply(Records(One, 1, 5), default)))));
        Assert.Single(results, result => result is null);
        Assert.All(results.OfType<Exception>(), error => Assert.IsType<ProjectionFencedException>(error));
        Assert.Equal(5, await Count(models));
    }

    [Fact]
    public async Task A_handler_that_throws_leaves_read_model_and_offsets_as_they_were()
    {
        await using var models = await Open();
        var projection = new CountingProjection { FailAfterWriting = true };
        var store = models.Store(projection);
        await store.Start(default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Apply(Records(One, 1, 3), default));
        Assert.Equal(0, await Count(models));
        projection.FailAfterWriting = false;
        await store.Apply(Records(One, 1, 3), default);
        Assert.Equal(3, await Count(models));
    }

    [Fact]
    public async Task Records_with_a_gap_are_refused()
    {
        await using var models = await Open();
        var store = models.Store(new CountingProjection());
        await store.Start(default);
        await Assert.ThrowsAsync<ArgumentException>(() => store.Apply(Records(One, 2, 3), default));
    }

    [Fact]
    public async Task A_connection_for_queries_cannot_write()
    {
        await using var models = await Open();
        await models.Store(new CountingProjection()).Start(default);
        await using var connection = await models.OpenRead(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM counted";
        await Assert.ThrowsAnyAsync<DbException>(() => command.ExecuteNonQueryAsync());
    }

    protected abstract Task<ISqlReadModels> Open();

    private static List<JournalRecord> Records(ShardId shard, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => Sample.Record(shard, i, Sample.Entity(shard.Value)))];

    private static async Task<long> Count(ISqlReadModels models)
    {
        await using var connection = await models.OpenRead(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM counted";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

public sealed class PostgresProjectionTests : ProjectionTests
{
    protected override async Task<ISqlReadModels> Open() => new PostgresReadModels(
        new PostgresOptions { ConnectionString = await new PostgresSource().ConnectionString() }, NullLogger.Instance);
}

public sealed class SqliteProjectionTests : ProjectionTests, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-readmodels-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<ISqlReadModels> Open() =>
        Task.FromResult<ISqlReadModels>(new SqliteReadModels(Path.Combine(_folder, "data", "readmodels.db"), NullLogger.Instance));
}
