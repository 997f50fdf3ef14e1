using System.Collections.Concurrent;
using Actors.DeadLettering;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.SideEffects;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>Calls to the world outside.</summary>
public sealed class SideEffectTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly Telephone _telephone = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly TestStore _store = new();

    [Fact]
    public async Task A_failed_attempt_is_tried_again_with_the_same_key_until_it_succeeds()
    {
        _telephone.Answer = (_, context, _) => context.Attempt switch
        {
            1 => throw new InvalidOperationException("busy"),
            2 => throw new TaskCanceledException("A client's own timeout."),
            _ => Task.CompletedTask,
        };
        await using var node = await Start();
        await node.Ask("a", new NoteCommand.Phone("b", 1));
        await Passes(node, () => node.Numbers("b").Result.Count == 1);
        Assert.Equal([1, 2, 3], _telephone.Calls.Select(c => c.Context.Attempt));
        Assert.Single(_telephone.Calls.Select(c => c.Context.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task When_the_last_attempt_has_failed_the_handlers_own_commands_follow()
    {
        _telephone.Answer = (_, _, _) => throw new InvalidOperationException("busy");
        _telephone.GivenUp = -1;
        await using var node = await Start(new SideEffectOptions { AttemptsMax = 3 });
        await node.Ask("a", new NoteCommand.Phone("b", 1));
        await Passes(node, () => node.Numbers("b").Result is [-1]);
        Assert.Equal(3, _telephone.Calls.Count);
        Assert.Equal(0, await _store.DeadLetters.Count(DeadLetterStatus.Waiting, CancellationToken.None));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task When_nothing_follows_the_event_becomes_a_dead_letter_and_the_next_one_is_handled()
    {
        _telephone.Answer = (call, _, _) => call.Number == 1 ? throw new InvalidOperationException("busy") : Task.CompletedTask;
        await using var node = await Start(new SideEffectOptions { AttemptsMax = 2 });
        await node.Ask("a", new NoteCommand.Phone("b", 1));
        await node.Ask("a", new NoteCommand.Phone("b", 2));
        await Passes(node, () => node.Numbers("b").Result is [2]);
        var letter = Assert.Single(await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None));
        Assert.Equal(DeadLetterReason.SideEffectFailed, letter.Reason);
        Assert.Contains("busy", letter.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_result_for_an_unknown_entity_becomes_a_dead_letter_and_stops_nobody()
    {
        _telephone.Result = call => call.Number == 1
            ? new OutgoingCommand(new EntityKey(new EntityType("stranger"), new EntityId("x")), Note.Write(1))
            : Note.To(call.Target, Note.Write(call.Number));
        await using var node = await Start();
        await node.Ask("a", new NoteCommand.Phone("b", 1));
        await node.Ask("a", new NoteCommand.Phone("b", 2));
        await Passes(node, () => node.Numbers("b").Result is [2]);
        Assert.Equal(1, await _store.DeadLetters.Count(DeadLetterStatus.Waiting, CancellationToken.None));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_tried_again()
    {
        _telephone.Answer = (_, context, token) => context.Attempt == 1
            ? new TaskCompletionSource().Task.WaitAsync(token)
            : Task.CompletedTask;
        await using var node = await Start(new SideEffectOptions { AttemptTimeout = TimeSpan.FromSeconds(5) });
        await node.Ask("a", new NoteCommand.Phone("b", 1));
        await Passes(node, () => node.Numbers("b").Result.Count == 1);
        Assert.Equal(2, _telephone.Calls.Count);
    }

    [Fact]
    public async Task After_many_failures_the_circuit_breaker_opens_and_waits_without_counting_attempts()
    {
        var isDown = true;
        var breakDuration = TimeSpan.FromMinutes(10);
        _telephone.Answer = (_, _, _) => Volatile.Read(ref isDown) ? throw new InvalidOperationException("down") : Task.CompletedTask;
        await using var node = await Start(new SideEffectOptions
        {
            AttemptsMax = 1000,
            MinimumThroughput = 2,
            BreakDuration = breakDuration,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        });
        for (var i = 0; i < 10; i++)
        {
            await node.Ask($"a{i}", new NoteCommand.Phone("b", i));
        }

        var time = new SimulatedTime(node.System, _clock);
        await time.AdvanceUntil(() => _telephone.Calls.Count >= 2, TimeSpan.FromMilliseconds(1));
        Volatile.Write(ref isDown, false);
        _clock.Advance(breakDuration / 2);
        Assert.InRange(_telephone.Calls.Count, 2, 12); // Those that had begun before it opened.
        await time.AdvanceUntil(() => node.Numbers("b").Result.Count == 10, breakDuration / 100);
        Assert.InRange(_telephone.Calls.Count, 10, 60);
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Calls_of_one_entity_are_made_in_order_and_calls_of_others_beside_them()
    {
        var inHand = new ConcurrentDictionary<string, int>();
        var most = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _telephone.Answer = async (call, context, _) =>
        {
            Assert.Equal(1, inHand.AddOrUpdate(context.Event.Entity.Id.Value, 1, (_, n) => n + 1));
            InterlockedMax(ref most, inHand.Values.Sum());
            await gate.Task;
            inHand.AddOrUpdate(context.Event.Entity.Id.Value, 0, (_, n) => n - 1);
        };
        await using var node = await Start(new SideEffectOptions { ConcurrencyMax = 4 });
        for (var i = 0; i < 60; i++)
        {
            await node.Ask($"a{i % 6}", new NoteCommand.Phone($"b{i % 6}", i));
        }

        await Passes(node, () => Volatile.Read(ref most) == 4);
        gate.SetResult();
        await Passes(node, () => Enumerable.Range(0, 6).All(b => node.Numbers($"b{b}").Result.Count == 10));
        Assert.Equal(4, most);
        foreach (var calls in _telephone.Calls.GroupBy(c => c.Context.Event.Entity))
        {
            Assert.Equal(calls.Select(c => c.Event.Number).Order(), calls.Select(c => c.Event.Number));
        }
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Results_take_effect_once_when_all_events_are_read_again_after_a_restart()
    {
        var node = await Start();
        for (var i = 0; i < 30; i++)
        {
            await node.Ask("a", new NoteCommand.Phone($"b{i % 3}", i));
        }

        await Passes(node, () => Enumerable.Range(0, 3).All(b => node.Numbers($"b{b}").Result.Count == 10));
        await node.DisposeAsync();
        _store.ForgetOffsets();
        await node.Restart();
        await Passes(node, () => _telephone.Calls.Count == 60);
        await node.Ask("a", new NoteCommand.Phone("end", 99));
        await Passes(node, () => node.Numbers("end").Result.Count == 1);
        Assert.Equal(31, _telephone.Calls.Select(c => c.Context.IdempotencyKey).Distinct().Count());
        for (var b = 0; b < 3; b++)
        {
            Assert.Equal(10, (await node.Numbers($"b{b}")).Count);
        }

        await node.DisposeAsync();
    }

    private Task<TestNode> Start(SideEffectOptions? options = null) => TestNode.Start(_telephone.Model(options), _store, time: _clock);

    private Task Passes(TestNode node, Func<bool> condition) => new SimulatedTime(node.System, _clock).AdvanceUntil(condition, Step);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
