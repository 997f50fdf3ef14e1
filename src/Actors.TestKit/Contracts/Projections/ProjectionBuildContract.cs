using Actors.Projections;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts.Projections;

/// <summary>What every <see cref="IProjectionBuildStore"/> does.</summary>
/// <typeparam name="TSource">Gives the store.</typeparam>
public abstract class ProjectionBuildContract<TSource> : ProjectionContract<TSource>
    where TSource : IProjectionSource, new()
{
    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Records_take_effect_once_and_the_progress_moves_with_them()
    {
        var projection = await Source.Open(1);
        var store = await StartActive(projection);
        await store.Apply([.. Records(One, 1, 3), .. Records(Two, 1, 2)], None);
        await store.Apply(Records(One, 4, 1), None);
        await store.Apply([], None);
        await AssertSeen(One, 4, 1);
        await AssertSeen(Two, 2, 1);
        Assert.Equal([Progress(One, 4), Progress(Two, 2)], await (await Source.Open(1)).Progress(1, None));
        Assert.All(await projection.Progress(1, None), progress => Assert.True(progress.IsComplete));
        Assert.Equal(new Dictionary<ShardId, long> { [One] = 4, [Two] = 2 }, await store.Start(None));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_second_runner_that_comes_late_is_fenced_and_changes_nothing()
    {
        var first = await StartActive(await Source.Open(1));
        var second = await StartActive(await Source.Open(1));
        await first.Apply(Records(One, 1, 3), None);
        var error = await Assert.ThrowsAsync<ProjectionFencedException>(() => second.Apply(Records(One, 1, 3), None));
        Assert.Equal(IProjectionSource.Name, error.Projection);
        await AssertSeen(One, 3, 1);
        Assert.Equal(3, (await second.Start(None))[One]);
        await second.Apply(Records(One, 4, 1), None);
        await Assert.ThrowsAsync<ProjectionFencedException>(() => first.Apply(Records(One, 4, 1), None));
        await AssertSeen(One, 4, 1);
    }

    [Fact]
    public async Task A_handler_that_throws_leaves_read_model_and_progress_as_they_were()
    {
        var projection = await Source.Open(1);
        var store = await StartActive(projection);
        Source.Fails = record => record.Sequence.Value == 2;
        await Assert.ThrowsAnyAsync<Exception>(() => store.Apply(Records(One, 1, 3), None));
        Assert.Empty(await Source.Read());
        Assert.DoesNotContain(await projection.Progress(1, None), p => p.Offset > 0);
        Source.Fails = _ => false;
        await store.Apply(Records(One, 1, 3), None);
        await AssertSeen(One, 3, 1);
    }

    [Fact]
    public async Task Records_with_a_gap_are_refused()
    {
        var store = await StartActive(await Source.Open(1));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Apply(Records(One, 2, 3), None));
    }

    [Fact]
    public async Task Skipped_records_move_the_progress_and_nothing_else()
    {
        var projection = await Source.Open(1);
        var store = await StartActive(projection);
        var records = Records(One, 1, 3);
        await store.Apply(new ProjectionBatch(records, [records[0], records[2]], []) { Skipped = [records[1]] }, None);
        await AssertSeen(One, 2, 1);
        Assert.Equal([Progress(One, 3)], await projection.Progress(1, None));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task Parked_records_wait_in_order_and_take_effect_when_they_are_replayed()
    {
        var store = await StartActive(await Source.Open(1));
        var records = Records(One, 1, 3);
        await store.Apply(new ProjectionBatch([records[0], .. Records(Two, 1, 1)], Records(Two, 1, 1), [new ParkedRecord(records[0], "broken")]), None);
        await store.Apply(new ProjectionBatch([records[1], records[2]], [], [new ParkedRecord(records[1], null), new ParkedRecord(records[2], null)]), None);
        await AssertSeen(Two, 1, 1);
        var parked = Assert.Single(await store.Parked(None));
        Assert.Equal((Sample.Entity(1), "broken", 3L, false), (parked.Entity, parked.Reason, parked.Records, parked.IsWanted));

        Assert.Equal(0, await store.RequestReplay(Sample.Entity(2), None));
        Assert.Equal(1, await store.RequestReplay(null, None));
        Assert.True(Assert.Single(await store.Parked(None)).IsWanted);
        Assert.Equal([1, 2], (await store.ParkedRecords(Sample.Entity(1), 2, None)).Select(s => s.Value));
        await store.Replay(Sample.Entity(1), [records[0], records[1]], None);
        Assert.Equal([3], (await store.ParkedRecords(Sample.Entity(1), 10, None)).Select(s => s.Value));
        await AssertSeen(One, 2, 1);
        await store.Replay(Sample.Entity(1), [records[2]], None);
        await AssertSeen(One, 3, 1);
        Assert.Empty(await store.Parked(None));
    }

    [Fact]
    public async Task A_replay_that_fails_changes_nothing_and_is_wanted_no_more()
    {
        var store = await StartActive(await Source.Open(1));
        var record = Records(One, 1, 1)[0];
        await store.Apply(new ProjectionBatch([record], [], [new ParkedRecord(record, "broken")]), None);
        await store.RequestReplay(record.Entity, None);
        Source.Fails = _ => true;
        await Assert.ThrowsAnyAsync<Exception>(() => store.Replay(record.Entity, [record], None));
        await store.ReplayFailed(record.Entity, "still broken", None);
        var parked = Assert.Single(await store.Parked(None));
        Assert.Equal(("still broken", 1L, false), (parked.Reason, parked.Records, parked.IsWanted));
        Assert.Empty(await Source.Read());
    }

    [Fact]
    public async Task A_replay_by_a_runner_that_lost_the_shard_is_fenced()
    {
        var late = await StartActive(await Source.Open(1));
        var records = Records(One, 1, 2);
        await late.Apply(new ProjectionBatch([records[0]], [], [new ParkedRecord(records[0], "broken")]), None);
        var next = await StartActive(await Source.Open(1));
        await next.Apply(new ProjectionBatch([records[1]], [], [new ParkedRecord(records[1], null)]), None);
        await Assert.ThrowsAsync<ProjectionFencedException>(() => late.Replay(records[0].Entity, [records[0]], None));
        await next.Replay(records[0].Entity, records, None);
        await AssertSeen(One, 2, 1);
    }
}
