namespace Actors.Runtime.Readers.Builds;

/// <summary>Tells many waiters that something has moved. Thread-safe.</summary>
internal sealed class Pulse
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>Completes with the next <see cref="Beat"/>. Take it before looking at what moves.</summary>
    public Task Next
    {
        get
        {
            lock (_lock)
            {
                _waiting++;
                return _next.Task;
            }
        }
    }

    /// <summary>Wakes all waiters.</summary>
    public void Beat()
    {
        TaskCompletionSource? next = null;
        lock (_lock)
        {
            if (_waiting > 0)
            {
                next = _next;
                _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting = 0;
            }
        }

        next?.SetResult();
    }
}
