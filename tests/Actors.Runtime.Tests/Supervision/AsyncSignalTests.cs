using Actors.Runtime.Supervision;

namespace Actors.Runtime.Tests.Supervision;

public sealed class AsyncSignalTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly AsyncSignal _signal = new();

    [Fact]
    public void A_signal_that_comes_before_the_wait_ends_it_at_once()
    {
        _signal.Set();
        _signal.Set();

        Assert.True(_signal.Wait().AsTask().IsCompletedSuccessfully);
        Assert.False(_signal.Wait().AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_waiter_goes_on_within_the_call_where_the_caller_has_nothing_left_to_do()
    {
        var waiter = new Waiter();
        var waiting = waiter.Wait(_signal);

        _signal.SetAndRun();

        Assert.True(waiter.Went);
        await waiting;
    }

    [Fact]
    public async Task A_wait_ends_when_its_token_falls_and_the_next_one_waits_again()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _signal.Wait(stop.Token).AsTask();
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Deadline));
        var next = _signal.Wait().AsTask();
        Assert.False(next.IsCompleted);
        _signal.Set();
        await next.WaitAsync(Deadline);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task No_signal_is_lost_whoever_gives_it_and_whenever(int givers)
    {
        const int Each = 50_000;
        var (given, seen) = (0, 0);
        var loop = Task.Run(async () =>
        {
            for (; seen < givers * Each; seen = Volatile.Read(ref given))
            {
                await _signal.Wait();
            }
        });
        var giving = Enumerable.Range(0, givers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                Interlocked.Increment(ref given);
                if (i % 2 == 0)
                {
                    _signal.Set();
                }
                else
                {
                    _signal.SetAndRun();
                }

                if (i % 64 == 0)
                {
                    await Task.Yield();
                }
            }
        }));

        await Task.WhenAll(giving).WaitAsync(Deadline);
        await loop.WaitAsync(Deadline);

        Assert.Equal(givers * Each, seen);
    }

    /// <summary>Goes on wherever the signal is given, as a loop does; a test's own context would take it to another thread.</summary>
    private sealed class Waiter
    {
        public bool Went { get; private set; }

        public async Task Wait(AsyncSignal signal)
        {
            await signal.Wait().ConfigureAwait(false);
            Went = true;
        }
    }
}
