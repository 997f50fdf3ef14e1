namespace Actors.Runtime.Streams.Control;

/// <summary>Holds readers back while an operator has paused their ingress. Thread-safe.</summary>
internal sealed class IngressGate(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _paused;

    /// <summary>Since when it is closed; <see langword="null"/> when it is open.</summary>
    public DateTimeOffset? PausedSince { get; private set; }

    public void Pause()
    {
        lock (_lock)
        {
            if (_paused is null)
            {
                _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                PausedSince = time.GetUtcNow();
            }
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _paused?.TrySetResult();
            _paused = null;
            PausedSince = null;
        }
    }

    /// <summary>Completes at once while it is open, else when it opens.</summary>
    public ValueTask Pass(CancellationToken cancellationToken) =>
        _paused is { } paused ? new ValueTask(paused.Task.WaitAsync(cancellationToken)) : ValueTask.CompletedTask;
}
