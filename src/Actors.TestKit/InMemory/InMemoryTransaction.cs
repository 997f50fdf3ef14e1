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
