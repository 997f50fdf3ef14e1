namespace Actors.Benchmarks.Load;

/// <summary>One operation under way in an open loop. Used again for a later one.</summary>
internal sealed class Arrival
{
    private readonly Action<Arrival, Exception?> _ended;
    private readonly Action _answered;
    private Task _task = Task.CompletedTask;

    public Arrival(Action<Arrival, Exception?> ended)
    {
        _ended = ended;
        _answered = Answered;
    }

    /// <summary>When it was to arrive.</summary>
    public long Scheduled { get; private set; }

    public void Start(long scheduled, Task task)
    {
        Scheduled = scheduled;
        _task = task;
        if (task.IsCompleted)
        {
            Answered();
        }
        else
        {
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_answered);
        }
    }

    private void Answered() => _ended(this, _task.IsCompletedSuccessfully ? null : _task.Exception?.InnerException ?? new OperationCanceledException());
}
