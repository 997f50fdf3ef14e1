namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Lets a client leave its group and disposes of it. Leaving may never return when brokers go away meanwhile (seen with librdkafka 2.0), and a client
/// that is in use cannot be disposed of. So it has a thread of its own, nobody waits for it longer than <see cref="Within"/>, and a
/// client that is left behind is disposed of when it comes back. Its group lets it go when its session is over. For one thread.
/// </summary>
/// <param name="close">Leaves. Blocks.</param>
/// <param name="dispose">Disposes of the client.</param>
/// <param name="time">The clock.</param>
internal sealed class Departure(Action close, Action dispose, TimeProvider time) : IDisposable
{
    /// <summary>How long leaving may take.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private Task _closing = Task.CompletedTask;

    /// <summary>Leaves. Blocks, but not for ever.</summary>
    /// <returns>Whether it has left; else the client is left behind.</returns>
    public bool Leave()
    {
        _closing = Task.Factory.StartNew(close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            _closing.WaitAsync(Within, time).GetAwaiter().GetResult();
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Disposes of the client: now, or when it has come back.</summary>
    public void Dispose()
    {
        if (_closing.IsCompleted)
        {
            dispose();
        }
        else
        {
            _ = _closing.ContinueWith(_ => dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
