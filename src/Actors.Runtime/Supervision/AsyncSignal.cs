using System.Threading.Tasks.Sources;

namespace Actors.Runtime.Supervision;

/// <summary>Wakes one waiting loop. Signals that come while it works are remembered as one. Thread-safe; one waiter.</summary>
internal sealed class AsyncSignal : IValueTaskSource, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Signaled = 1;
    private const int Waiting = 2;
    private ManualResetValueTaskSourceCore<bool> _waiter;
    private int _state;

    /// <summary>
    /// Wakes the waiter, now or at its next wait. It goes on behind the work that this thread has in its own queue, which may bring it more
    /// to do: a loop that went on before it would run once for each message.
    /// </summary>
    public void Set() => Wake(onThisThread: false);

    /// <summary>
    /// Like <see cref="Set"/>, and lets the waiter go on within this call: for whoever has nothing left to do, so that no other thread
    /// must be woken.
    /// </summary>
    public void SetAndRun() => Wake(onThisThread: true);

    /// <summary>Completes at the next signal, or at once when one came since the last wait. Allocates nothing.</summary>
    public ValueTask Wait() => TryTake() ? ValueTask.CompletedTask : Begin();

    /// <summary>Like <see cref="Wait()"/>, but a wait that has begun ends also when the token falls.</summary>
    /// <exception cref="OperationCanceledException">The token fell.</exception>
    public ValueTask Wait(CancellationToken cancellationToken) => TryTake() ? ValueTask.CompletedTask : WaitForNext(cancellationToken);

    void IThreadPoolWorkItem.Execute() => _waiter.SetResult(true);

    void IValueTaskSource.GetResult(short token)
    {
        _waiter.GetResult(token);
        Interlocked.Exchange(ref _state, Idle);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private void Wake(bool onThisThread)
    {
        // What the caller has written must be seen by a waiter that takes the earlier signal, and most signals come to a busy loop.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _state) != Signaled && Interlocked.Exchange(ref _state, Signaled) == Waiting)
        {
            // Whoever has taken the state from waiting is alone here.
            if (onThisThread)
            {
                _waiter.SetResult(true);
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }

    /// <summary>Takes the signal that came since the last wait, if one did.</summary>
    private bool TryTake() => Interlocked.CompareExchange(ref _state, Idle, Signaled) == Signaled;

    private ValueTask Begin()
    {
        _waiter.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Idle) == Idle)
        {
            return new ValueTask(this, _waiter.Version);
        }

        Interlocked.Exchange(ref _state, Idle); // Signaled since.
        return ValueTask.CompletedTask;
    }

    private async ValueTask WaitForNext(CancellationToken cancellationToken)
    {
        using var wakeUp = cancellationToken.UnsafeRegister(static signal => ((AsyncSignal)signal!).Set(), this);
        await Begin().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
