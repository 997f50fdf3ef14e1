using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Sharding;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>A node that removes old records beside its work.</summary>
public sealed class RetentionTests
{
    private static readonly ActorSystemOptions Removing = new()
    {
        Shards = new ShardOptions { SnapshotEvery = 5, CheckpointEvery = 5 },
        Retention = new RetentionOptions
        {
            KeepLogFor = TimeSpan.FromHours(1),
            Entities = new RetentionCriteria { KeepFor = TimeSpan.FromHours(2) },
            Interval = TimeSpan.FromSeconds(1),
        },
    };

    private readonly LateTime _time = new();

    [Fact]
    public async Task Entities_work_on_as_before_when_what_they_were_is_gone()
    {
        await using var node = await StartRemoved();
        Assert.Equal(40, (await node.Numbers("n1")).Count);
        await node.Restart();
        Assert.Equal([.. Enumerable.Range(0, 40).Select(i => (long)i)], await node.Numbers("n1"));
        await node.Store.Snapshots.Clear(CancellationToken.None);
        await node.Restart();
        Assert.Equal(40, (await node.Numbers("n1")).Count);
        Assert.Equal(41, (await node.Ask("n1", Note.Write(40))).Version.Value);
        var history = await node.Store.RecordsOf(Note.Key("n1"));
        Assert.Equal(RecordKind.Removed, history[0].Kind);
        Assert.True(history.Count < 20, $"{history.Count} records are left.");
    }

    [Fact]
    public async Task A_projection_that_comes_too_late_is_told_and_the_node_goes_on()
    {
        await using var node = await StartRemoved();
        await node.System.DisposeAsync();
        var late = new NumberList();
        await using var next = await TestNode.Start(store: node.Store, options: Removing, time: _time, projections: [late]);
        await Eventually.Holds(
            () => next.System.Health.Parts.Any(p => p.Name == "projection numbers" && p is { IsDegraded: true, IsReady: true }
                && p.Detail!.Contains("removed by retention", StringComparison.Ordinal)),
            () => string.Join('\n', next.System.Health.Parts));
        Assert.Equal(0, late.Count);
        Assert.True(next.System.Health.IsReady);
        Assert.Equal(41, (await next.Ask("n1", Note.Write(40))).Version.Value);
    }

    [Fact]
    public async Task Nothing_is_removed_that_a_reader_has_not_read()
    {
        var list = new NumberList { Fault = _ => throw new JournalUnavailableException("The test let the read model fail.") };
        await using var node = await TestNode.Start(options: Removing, time: _time, projections: [list]);
        for (var i = 0; i < 40; i++)
        {
            await node.Ask("n1", Note.Write(i));
        }

        _time.Later(TimeSpan.FromDays(1));
        var shard = node.Store.Journal.ShardCount.ShardOf(Note.Key("n1"));
        var steps = node.Store.Removals.Steps;
        await Eventually.Holds(() => node.Store.Removals.Steps >= steps + (2 * node.Store.Journal.ShardCount.Value));
        Assert.Equal(40, (await node.Store.Journal.Read(shard, SequenceNumber.None, 100, default)).Count);
        list.Fault = _ => { };
        await UntilRemoved(node, shard);
        Assert.True(list.Count >= 40);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_command_that_is_repeated_after_its_outcome_was_removed_takes_no_second_effect()
    {
        await using var node = await TestNode.Start(options: Removing, time: _time);
        var first = await node.Ask("n1", Note.Write(-1), "request-1");
        Assert.Equal(1, first.Version.Value);
        await WriteAndRemove(node);
        var error = await Assert.ThrowsAsync<HistoryRemovedException>(() => node.Ask("n1", Note.Write(-1), "request-1"));
        Assert.Equal(Note.Key("n1"), error.Entity);
        Assert.Equal(41, (await node.Numbers("n1")).Count);
    }

    private async Task<TestNode> StartRemoved()
    {
        var node = await TestNode.Start(options: Removing, time: _time);
        await WriteAndRemove(node);
        return node;
    }

    private async Task WriteAndRemove(TestNode node)
    {
        for (var i = 0; i < 40; i++)
        {
            await node.Ask("n1", Note.Write(i));
        }

        _time.Later(TimeSpan.FromDays(1));
        await UntilRemoved(node, node.Store.Journal.ShardCount.ShardOf(Note.Key("n1")));
        await Eventually.Holds(
            async () => (await node.Store.RecordsOf(Note.Key("n1"))).Count < 20, () => "No history was removed.");
    }

    private static Task UntilRemoved(TestNode node, ShardId shard) => Eventually.Holds(
        async () =>
        {
            try
            {
                await node.Store.Journal.Read(shard, SequenceNumber.None, 1, default);
                return false;
            }
            catch (LogRemovedException)
            {
                return true;
            }
        },
        () => "Nothing was removed from the log.");

    /// <summary>The system's clock, which can be set forward.</summary>
    private sealed class LateTime : TimeProvider
    {
        private long _late;

        public void Later(TimeSpan time) => Interlocked.Add(ref _late, time.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _late));
    }
}
