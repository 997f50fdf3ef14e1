using Actors.Operations;
using Actors.Projections;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Projections;

/// <summary>A projection is rebuilt beside the one that readers see, while commands go on, and is switched to and back.</summary>
public sealed class RebuildTests
{
    private static readonly ActorSystemOptions Options = new()
    {
        Projections = new ProjectionOptions { LookEvery = TimeSpan.FromMilliseconds(20), RebuildBatchMax = 50, RebuildRecordsPerSecond = 0 },
    };

    private readonly CountedNotes _notes = new();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_new_version_is_built_compared_switched_to_and_back_and_each_record_is_told_once()
    {
        await using var next = await TestNode.Start(store: await JournalOf(200), options: Options, projections: _notes.With(1, 2));
        await using var writing = new Writing(next);

        Done(await next.System.Projections.Rebuild(Name, null, isDryRun: false, default));
        await Until(next, info => info.Builds.Any(b => b is { Phase: BuildPhase.CaughtUp, Comparison: not null }));
        var seen = _notes.Sum();
        Done(await next.System.Projections.Switch(Name, isDryRun: false, default));
        Assert.InRange(_notes.Sum(), 2 * seen, long.MaxValue);

        await writing.Some();
        Done(await next.System.Projections.SwitchBack(Name, isDryRun: false, default));
        await writing.Some();
        Done(await next.System.Projections.Switch(Name, isDryRun: false, default), isDone: false);
        Done(await next.System.Projections.SwitchBack(Name, isDryRun: false, default));
        await writing.Stop();

        await next.System.WaitForProjections(default).WaitAsync(Eventually.Deadline);
        var written = 200 + writing.Count;
        Assert.Equal(2 * written, _notes.Sum());
        Assert.Equal(written, _notes.Told.Count);
        Assert.Equal(written, _notes.Told.Distinct().Count());
        Done(await next.System.Projections.Drop(Name, null, isDryRun: false, default));
        var info = await next.System.Projections.Status(Name, default);
        Assert.Equal(2, Assert.Single(info!.Builds).Version);
        Assert.True(info.Builds[0].IsComplete);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        await using var node = await TestNode.Start(store: await JournalOf(3), options: Options, projections: _notes.With(1, 2));
        var projections = node.System.Projections;
        Done(await projections.Rebuild(Name, null, isDryRun: true, default), isDone: false);
        Done(await projections.Pause(Name, isDryRun: true, default), isDone: false);
        Done(await projections.Switch(Name, isDryRun: true, default), isDone: false);
        Assert.Equal(1, (await node.System.Projections.Status(Name, default))!.Builds.Single().Build);
        Assert.False((await node.System.Projections.Status(Name, default))!.IsPaused);
        Done(await projections.Rebuild(Name, 7, isDryRun: false, default), isDone: false);
        Done(await projections.Pause("unknown", isDryRun: false, default), isDone: false);
    }

    [Fact]
    public async Task A_build_that_is_dropped_while_it_is_built_leaves_the_active_one_as_it_is()
    {
        var slow = Options with { Projections = Options.Projections with { RebuildRecordsPerSecond = 10, CaughtUpLag = 0 } };
        await using var next = await TestNode.Start(store: await JournalOf(100), options: slow, projections: _notes.With(1, 2));
        Done(await next.System.Projections.Rebuild(Name, 2, isDryRun: false, default));
        await Until(next, info => info.Builds.Any(b => b is { Phase: BuildPhase.Building, Records: > 0 }));
        Done(await next.System.Projections.Switch(Name, isDryRun: false, default), isDone: false);
        Done(await next.System.Projections.Drop(Name, 2, isDryRun: false, default));
        await next.Ask("n1", Note.Write(1));
        await Eventually.Holds(() => _notes.Sum() == 101, () => _notes.Sum());
    }

    [Fact]
    public async Task A_paused_projection_stands_still_until_it_is_resumed_and_its_lag_is_told()
    {
        await using var node = await TestNode.Start(store: await JournalOf(5), options: Options, projections: _notes.With(1));
        Done(await node.System.Projections.Pause(Name, isDryRun: false, default));
        await Eventually.Holds(() => node.System.Health.Parts.Any(p => p.Name.Contains(Name, StringComparison.Ordinal) && p.IsDegraded));
        await node.Ask("n1", Note.Write(9));
        var info = (await node.System.Projections.List(default)).Single();
        Assert.True(info.IsPaused);
        Assert.Equal(1, info.Builds[0].Lag);
        Assert.True(info.Builds[0].LagSeconds > 0);
        Assert.Equal(5, _notes.Sum());
        Done(await node.System.Projections.Resume(Name, isDryRun: false, default));
        await Eventually.Holds(() => _notes.Sum() == 6);
        await Until(node, i => i.Builds[0].Lag == 0);
        await Eventually.Holds(() => node.System.Health.Parts.All(p => !p.IsDegraded));
    }

    private static string Name => CountedNotes.Name.Value;

    private static void Done(ChangeResult result, bool isDone = true) => Assert.True(result.IsDone == isDone, result.Outcome);

    private static Task Until(TestNode node, Func<ProjectionInfo, bool> condition) =>
        Eventually.Holds(async () => condition((await node.System.Projections.Status(Name, default))!), within: TimeSpan.FromMinutes(1));

    /// <summary>A journal that has notes, which version 1 has counted.</summary>
    private async Task<TestStore> JournalOf(int count)
    {
        await using var node = await TestNode.Start(options: Options, projections: _notes.With(1));
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => node.Ask($"n{i % 10}", Note.Write(i))));
        await node.System.WaitForProjections(default).WaitAsync(Eventually.Deadline);
        Assert.Equal(count, _notes.Sum());
        return node.Store;
    }

    /// <summary>Writes notes, one after the other.</summary>
    private sealed class Writing : IAsyncDisposable
    {
        private readonly TestNode _node;
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _running;
        private long _count;

        public Writing(TestNode node)
        {
            _node = node;
            _running = Task.Run(Write);
        }

        public long Count => Volatile.Read(ref _count);

        public Task Some()
        {
            var before = Count;
            return Eventually.Holds(() => Count > before + 20 || _running.IsCompleted);
        }

        public async Task Stop()
        {
            await _stopping.CancelAsync();
            await _running;
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stopping.Dispose();
        }

        private async Task Write()
        {
            while (!_stopping.IsCancellationRequested)
            {
                await _node.Ask($"n{_count % 10}", Note.Write(_count));
                Interlocked.Increment(ref _count);
            }
        }
    }
}
