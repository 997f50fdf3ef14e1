using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>The clock that moves by hand.</summary>
public sealed class ManualTimeTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Timers_fire_in_due_order_each_at_its_own_time()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        foreach (var (name, due) in new[] { ("c", 30), ("a", 10), ("b", 20), ("a2", 10) })
        {
            _clock.CreateTimer(_ => fired.Add((name, _clock.GetUtcNow() - start)), null, TimeSpan.FromSeconds(due), Timeout.InfiniteTimeSpan);
        }

        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["a", "a2", "b"], fired.Select(f => f.Name));
        Assert.Equal([10, 10, 20], fired.Select(f => (int)f.At.TotalSeconds));
        Assert.Equal(start.AddSeconds(30), _clock.NextTimer);
    }

    [Fact]
    public void A_periodic_timer_fires_each_time_and_a_changed_or_disposed_one_no_more()
    {
        var count = 0;
        var timer = _clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(3, count);
        timer.Change(TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(3, count);
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(3, count);
        Assert.Null(_clock.NextTimer);
    }

    [Fact]
    public async Task Delays_and_timeouts_of_the_base_library_wait_for_it()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromDays(2), _clock);
        var never = new TaskCompletionSource().Task.WaitAsync(deadline.Token);
        var delay = never.WaitAsync(TimeSpan.FromDays(1), _clock);
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<TimeoutException>(() => delay.WaitAsync(Eventually.Deadline));
        _clock.Advance(TimeSpan.FromDays(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never.WaitAsync(Eventually.Deadline));
    }
}
