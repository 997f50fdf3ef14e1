namespace Actors.TestKit.InMemory;

/// <summary>Runs each call of an in-memory store alone, and as a real store would answer: later, or with a fault in the task.</summary>
internal static class InMemoryTransaction
{
    public static Task<T> Run<T>(InMemoryTables tables, InMemoryFaults faults, Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        return faults.Paused is { } paused ? RunAfter(paused, tables, faults, work, cancellationToken) : RunNow(tables, faults, work);
    }

    private static async Task<T> RunAfter<T>(
        Task paused, InMemoryTables tables, InMemoryFaults faults, Func<T> work, CancellationToken cancellationToken)
    {
        await paused.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await RunNow(tables, faults, work).ConfigureAwait(false);
    }

    private static Task<T> RunNow<T>(InMemoryTables tables, InMemoryFaults faults, Func<T> work)
    {
        try
        {
            lock (tables.Gate)
            {
                faults.ThrowIfUnavailable();
                return Task.FromResult(work());
            }
        }
        catch (Exception e)
        {
            // As from a real store, the fault comes with the task.
            return Task.FromException<T>(e);
        }
    }
}
