using Actors.Journal;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>Durable timers, on a clock that moves by hand.</summary>
public sealed class TimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly ManualTimeProvider _clock = new();
    private TestNode _node = null!;

    private SimulatedTime Time => new(_node.System, _clock);

    private DateTimeOffset Now => _clock.GetUtcNow();

    public async Task InitializeAsync() => _node = await TestNode.Start(time: _clock);

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_timer_fires_once_at_its_time_and_never_early()
    {
        var due = Now + (60 * Day);
        await _node.Ask("a", new NoteCommand.Remind("t", due, 1));
        await Time.RunTo(due - TimeSpan.FromTicks(1));
        Assert.Equal(1, await _node.Store.RecordCount());
        await Time.RunTo(due + (60 * Day));
        var written = Assert.Single(await Events("a"));
        Assert.InRange(written.Time, due, due + TimeSpan.FromSeconds(1));
        Assert.Equal([1], await _node.Numbers("a"));
    }

    [Fact]
    public async Task A_due_time_between_two_microseconds_is_rounded_up()
    {
        var due = Now + TimeSpan.FromHours(1) + TimeSpan.FromTicks(3);
        await _node.Ask("a", new NoteCommand.Remind("t", due, 1));
        await Time.RunTo(due + Day);
        Assert.True(Assert.Single(await Events("a")).Time >= due, "A timer never fires early.");
    }

    [Fact]
    public async Task A_timer_set_again_fires_at_the_new_time_only_and_a_cancelled_one_never()
    {
        await _node.Ask("a", new NoteCommand.Remind("t", Now + Day, 1));
        await _node.Ask("a", new NoteCommand.Remind("t", Now + (3 * Day), 2));
        await _node.Ask("a", new NoteCommand.Remind("u", Now + Day, 3));
        await _node.Ask("a", new NoteCommand.Remind("v", Now + Day, 4));
        await _node.Ask("a", new NoteCommand.Forget("u"));
        await Time.RunTo(Now + (2 * Day));
        Assert.Equal([4], await _node.Numbers("a"));
        await Time.RunTo(Now + (10 * Day));
        Assert.Equal([4, 2], await _node.Numbers("a"));
    }

    [Fact]
    public async Task An_earlier_timer_overtakes_the_one_that_is_waited_for()
    {
        await _node.Ask("a", new NoteCommand.Remind("later", Now + (5 * Day), 2));
        await Time.RunTo(Now + Day);
        await _node.Ask("b", new NoteCommand.Remind("sooner", Now + TimeSpan.FromSeconds(5), 1));
        await Time.RunTo(Now + TimeSpan.FromSeconds(6));
        Assert.Equal([1], await _node.Numbers("b"));
        Assert.Empty(await _node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Timers_survive_a_restart_and_those_due_in_the_downtime_fire_late_and_once()
    {
        await _node.Ask("a", new NoteCommand.Remind("t", Now + Day, 1));
        await _node.Ask("b", new NoteCommand.Remind("t", Now + (30 * Day), 2));
        await _node.DisposeAsync();
        _clock.Advance(7 * Day);
        await _node.Restart();
        await Time.RunTo(Now);
        Assert.Equal([1], await _node.Numbers("a"));
        Assert.Empty(await _node.Numbers("b"));
        await _node.Restart();
        await Time.RunTo(Now + (30 * Day));
        Assert.Equal([1], await _node.Numbers("a"));
        Assert.Equal([2], await _node.Numbers("b"));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_firing_whose_answer_is_lost_takes_effect_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await _node.Ask($"n{i}", new NoteCommand.Remind("t", Now + (i * Day), i));
        }

        _node.Store.Commits.Before = _ => _node.Store.Faults.LoseAnswerOfNextCommit();
        await Time.RunTo(Now + (20 * Day));
        _node.Store.Commits.Before = _ => { };
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal([i], await _node.Numbers($"n{i}"));
        }
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_timer_of_a_lost_shard_is_left_to_its_new_owner_and_the_others_fire()
    {
        var shard = (await _node.Ask("a", new NoteCommand.Remind("t", Now + Day, 1))).Shard;
        var other = Enumerable.Range(0, 100).Select(i => $"n{i}").First(n => _node.Store.Journal.ShardCount.ShardOf(Note.Key(n)) != shard);
        await _node.Ask(other, new NoteCommand.Remind("t", Now + (2 * Day), 2));
        await _node.Store.Journal.Claim(shard, "node-2", CancellationToken.None);
        var fenced = _node.Ask("a", Note.Write(9));
        await Time.AdvanceUntil(() => fenced.IsCompleted, TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<AskTimeoutException>(() => fenced);
        _clock.Advance(2 * Day);
        await Time.AdvanceUntil(() => _node.Store.RecordsOf(Note.Key(other)).Result.Count == 2, TimeSpan.FromMilliseconds(100));
        Assert.Single(await _node.Store.RecordsOf(Note.Key("a")));
    }

    private async Task<IEnumerable<JournalRecord>> Events(string id) =>
        (await _node.Store.RecordsOf(Note.Key(id))).Where(r => r.Kind == RecordKind.Event);
}
