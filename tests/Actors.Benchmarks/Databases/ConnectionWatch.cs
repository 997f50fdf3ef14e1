namespace Actors.Benchmarks.Databases;

/// <summary>Looks at the number of open connections again and again, and remembers the most.</summary>
internal sealed class ConnectionWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);
    private readonly IDatabase _database;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private int _most;

    public ConnectionWatch(IDatabase database)
    {
        _database = database;
        _watching = database.ConnectionsMax is null ? Task.CompletedTask : Watch();
    }

    /// <summary>The most connections seen, for a note; nothing where there are none.</summary>
    public async Task<string> Tell(CancellationToken cancellationToken) => _database.ConnectionsMax is { } cap
        ? $"; at most {Math.Max(_most, await _database.Connections(cancellationToken))} of {cap} connections"
        : string.Empty;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                _most = Math.Max(_most, await _database.Connections(_stopping.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Enough seen.
        }
    }
}
