namespace Actors.Runtime.Streams.Publishing;

/// <summary>Lets one caller at a time use a publisher's sink: the reader of the journal, or an operator's replay. Thread-safe.</summary>
internal sealed class PublisherTurn
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Does something when it is its turn. Turns are taken in the order of the calls.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="cancellationToken">Gives up waiting; the action watches for itself.</param>
    public Task Take(Func<Task> action, CancellationToken cancellationToken) => Take(
        async () =>
        {
            await action().ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>The same with a result.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="cancellationToken">Gives up waiting; the action watches for itself.</param>
    public async Task<T> Take<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            before = _last;
            _last = ended.Task;
        }

        try
        {
            await before.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = before.ContinueWith(_ => ended.SetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw; // Whoever comes behind waits for the one before, as this one would have.
        }

        try
        {
            return await action().ConfigureAwait(false);
        }
        finally
        {
            ended.SetResult();
        }
    }
}
