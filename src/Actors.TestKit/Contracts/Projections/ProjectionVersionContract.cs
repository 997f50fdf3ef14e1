using Actors.Projections;
using Xunit;

namespace Actors.TestKit.Contracts.Projections;

/// <summary>What every <see cref="IVersionedProjection"/> does with its builds.</summary>
/// <typeparam name="TSource">Gives the store.</typeparam>
public abstract class ProjectionVersionContract<TSource> : ProjectionContract<TSource>
    where TSource : IProjectionSource, new()
{
    [Fact]
    public async Task A_projection_that_is_new_begins_with_its_newest_version_whoever_comes_first()
    {
        var projections = new List<IVersionedProjection>();
        for (var i = 0; i < 4; i++)
        {
            projections.Add(await Source.Open(1, 2));
        }

        var states = await Task.WhenAll(projections.Select(p => Task.Run(() => p.Load(None))));
        Assert.All(states, state => Assert.Equal((1L, 1, 2, BuildPhase.Active), (state.Revision, state.Active.Number, state.Active.Version, state.Active.Phase)));
        Assert.Empty(await Source.Read());
    }

    [Fact]
    public async Task Runners_of_a_new_build_may_start_at_once()
    {
        var projection = await Source.Open(1, 2);
        var candidate = (await BeginCandidate(projection, 1)).Candidate!;
        var stores = Enumerable.Range(0, 6).Select(_ => projection.Open(candidate)).ToList();
        var offsets = await Task.WhenAll(stores.Select(store => Task.Run(() => store.Start(None))));
        Assert.All(offsets, Assert.Empty);
    }

    [Fact]
    public async Task A_state_is_stored_only_on_top_of_the_one_before_it()
    {
        var projection = await Source.Open(1);
        var first = await projection.Load(None);
        var paused = ProjectionMachine.Pause(first).State!;
        Assert.True(await projection.TrySave(paused, None));
        Assert.False(await projection.TrySave(paused, None));
        Assert.False(await projection.TrySave(ProjectionMachine.Rebuild(first, 1, Sample.Time).State!, None));
        Assert.True((await (await Source.Open(1)).Load(None)).IsPaused);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_build_is_seen_only_after_the_switch_and_the_one_before_it_again_after_switching_back()
    {
        var projection = await Source.Open(1);
        var old = await StartActive(projection);
        await old.Apply(Records(One, 1, 3), None);

        projection = await Source.Open(1, 2);
        await BeginCandidate(projection, 2);
        var next = await StartCandidate(projection);
        await next.Apply(Records(One, 1, 3), None);
        await AssertSeen(One, 3, 1);
        Assert.Equal(3, Source.Effects.Count);

        var done = await Switch(projection);
        Assert.True(done.IsDone, done.Outcome);
        Assert.Equal([(One, 3L)], done.Offsets.Select(o => (o.Shard, o.Offset)));
        await AssertSeen(One, 3, 2);
        var state = await projection.Load(None);
        Assert.Equal((2, 1), (state.Active.Number, state.Standby!.Number));

        await next.Apply(Records(One, 4, 2), None);
        await old.Apply(Records(One, 4, 2), None);
        await AssertSeen(One, 5, 2);
        Assert.Equal([1, 2, 3, 4, 5], Source.Effects.Select(e => e.Sequence));

        var back = await projection.Switch(ProjectionMachine.SwitchBack(state, Sample.Time).State!, 2, Patience, None);
        Assert.True(back.IsDone, back.Outcome);
        await AssertSeen(One, 5, 1);
        await old.Apply(Records(One, 6, 1), None);
        await AssertSeen(One, 6, 1);
        Assert.Equal(6, Source.Effects.Count);
    }

    [Theory]
    [Trait("Invariant", "I3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_effects_of_a_record_that_was_parked_are_told_once_whichever_build_readers_see_then(bool isSwitched)
    {
        var projection = await Source.Open(1);
        var old = await StartActive(projection);
        var record = Records(One, 1, 1)[0];
        await old.Apply(new ProjectionBatch([record], [], [new ParkedRecord(record, "broken")]), None);
        projection = await Source.Open(1, 2);
        await BeginCandidate(projection, 2);
        var next = await StartCandidate(projection);
        await next.Apply(new ProjectionBatch([record], [], [new ParkedRecord(record, "broken")]), None);
        if (isSwitched)
        {
            var done = await Switch(projection);
            Assert.True(done.IsDone, done.Outcome);
        }

        await next.Replay(record.Entity, [record], None);
        Assert.Empty(Source.Effects); // They are the other build's concern: readers saw that one when the record's turn came.
        await old.Replay(record.Entity, [record], None);
        Assert.Equal([1], Source.Effects.Select(e => e.Sequence));
        await AssertSeen(One, 1, isSwitched ? 2 : 1);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_build_that_readers_do_not_see_cannot_overtake_the_one_they_see()
    {
        var projection = await Source.Open(1, 2);
        var old = await StartActive(projection);
        await old.Apply(Records(One, 1, 2), None);
        await BeginCandidate(projection, 1);
        var next = await StartCandidate(projection);
        await Assert.ThrowsAsync<ProjectionFencedException>(() => next.Apply(Records(One, 1, 3), None));
        await Assert.ThrowsAsync<ProjectionFencedException>(() => next.Apply(Records(Two, 1, 1), None));
        await next.Apply(Records(One, 1, 2), None);
        Assert.True((await Switch(projection)).IsDone);
        await Assert.ThrowsAsync<ProjectionFencedException>(() => old.Apply(Records(One, 3, 1), None));
        await next.Apply(Records(One, 3, 1), None);
        await old.Apply(Records(One, 3, 1), None);
        Assert.Equal(3, Source.Effects.Count);
    }

    [Fact]
    public async Task A_switch_waits_until_both_builds_have_one_offset()
    {
        var projection = await Source.Open(1, 2);
        var old = await StartActive(projection);
        await old.Apply(Records(One, 1, 3), None);
        await BeginCandidate(projection, 1);
        var next = await StartCandidate(projection);
        await next.Apply(Records(One, 1, 2), None);
        var switching = Task.Run(() => Switch(projection));
        await next.Apply(Records(One, 3, 1), None);
        Assert.True((await switching).IsDone);
        await AssertSeen(One, 3, 1);
    }

    [Fact]
    public async Task A_switch_to_a_build_that_stays_behind_changes_nothing()
    {
        var projection = await Source.Open(1, 2);
        var old = await StartActive(projection);
        await old.Apply(Records(One, 1, 3), None);
        var before = await BeginCandidate(projection, 1);
        await StartCandidate(projection);
        var refused = await Switch(projection, TimeSpan.FromMilliseconds(20));
        Assert.False(refused.IsDone);
        Assert.Equal(before.Revision, (await projection.Load(None)).Revision);
        await AssertSeen(One, 3, 2);
        await old.Apply(Records(One, 4, 1), None);
        await AssertSeen(One, 4, 2);
    }

    [Fact]
    public async Task A_switch_on_top_of_an_older_state_changes_nothing()
    {
        var projection = await Source.Open(1, 2);
        var old = await StartActive(projection);
        await old.Apply(Records(One, 1, 1), None);
        var before = await BeginCandidate(projection, 1);
        await (await StartCandidate(projection)).Apply(Records(One, 1, 1), None);
        Assert.True(await projection.TrySave(ProjectionMachine.Pause(before).State!, None));
        var refused = await projection.Switch(ProjectionMachine.Switch(before, Sample.Time).State!, 1, Patience, None);
        Assert.False(refused.IsDone);
        await AssertSeen(One, 1, 2);
    }

    [Fact]
    public async Task A_dropped_build_is_gone_for_its_runner_and_for_nobody_else()
    {
        var projection = await Source.Open(1, 2);
        var old = await StartActive(projection);
        await old.Apply(Records(One, 1, 2), None);
        await BeginCandidate(projection, 1);
        var next = await StartCandidate(projection);
        await next.Apply(Records(One, 1, 1), None);
        var state = await projection.Load(None);
        var dropped = ProjectionMachine.Drop(state, 2).State!;
        Assert.True(await projection.Drop(dropped, 2, None));
        Assert.False(await projection.Drop(dropped, 2, None));
        await Assert.ThrowsAnyAsync<Exception>(() => next.Apply(Records(One, 2, 1), None));
        await Assert.ThrowsAsync<ProjectionBuildGoneException>(() => next.Start(None));
        Assert.Empty(await projection.Progress(2, None));
        await old.Apply(Records(One, 3, 1), None);
        await AssertSeen(One, 3, 2);
        Assert.Equal(3, ProjectionMachine.Rebuild(await projection.Load(None), 1, Sample.Time).State!.Candidate!.Number);
    }

    [Fact]
    public async Task Two_builds_with_the_same_rows_compare_as_equal_and_others_do_not()
    {
        var projection = await Source.Open(1, 2);
        var old = await StartActive(projection);
        await old.Apply([.. Records(One, 1, 3), .. Records(Two, 1, 3)], None);
        var state = await BeginCandidate(projection, 2);
        var next = await StartCandidate(projection);
        await next.Apply([.. Records(One, 1, 3), .. Records(Two, 1, 3)], None);
        var equal = await projection.Compare(state, Patience, None);
        Assert.True(equal!.IsEqual);
        Assert.Equal(2, Assert.Single(equal.Tables).ActiveRows);

        var records = Records(One, 4, 1);
        await old.Apply(records, None);
        await next.Apply(new ProjectionBatch(records, [], []) { Skipped = records }, None);
        var different = Assert.Single((await projection.Compare(state, Patience, None))!.Tables);
        Assert.False(different.IsEqual);
        Assert.Contains(different.Sample, s => s.StartsWith('-'));
        Assert.Contains(different.Sample, s => s.StartsWith('+'));
        await old.Apply(Records(One, 5, 1), None);
        Assert.Null(await projection.Compare(state, TimeSpan.FromMilliseconds(20), None));
    }
}
