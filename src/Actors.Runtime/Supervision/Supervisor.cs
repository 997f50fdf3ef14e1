using System.Threading.Channels;
using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Supervision;

/// <summary>
/// Runs the background loops of a node: starts each again with growing waits when it fails, shows it on the health board, and
/// stops all of them together. Thread-safe.
/// </summary>
internal sealed class Supervisor(HealthBoard health, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];

    /// <summary>Falls when the loops are to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts a loop and keeps it running.</summary>
    /// <param name="name">Its name on the health board.</param>
    /// <param name="loop">The loop; it ends by its token only.</param>
    public void Run(string name, Func<CancellationToken, Task> loop)
    {
        lock (_loops)
        {
            _loops.Add(Task.Run(() => Keep(name, loop)));
        }
    }

    /// <summary>Stops all loops and waits until they have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Task[] loops;
        lock (_loops)
        {
            loops = [.. _loops];
        }

        await Task.WhenAll(loops).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task Keep(string name, Func<CancellationToken, Task> loop)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), time);
        while (!_stopping.IsCancellationRequested)
        {
            health.Healthy(name);
            var started = time.GetTimestamp();
            try
            {
                await loop(_stopping.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ChannelClosedException)
            {
                // The shards' own loops have ended, as they do when the node stops: the end of this one is on its way.
            }
            catch (Exception exception) when (exception
                is SinkUnavailableException or RecordRefusedException or SinkFencedException or TransactionRefusedException or LogRemovedException)
            {
                // Another system is away, or a reader came too late: this loop waits for help, the node goes on.
                health.Degraded(name, exception.Message);
                logger.LoopWaits(name, exception.Message);
            }
            catch (JournalUnavailableException exception)
            {
                health.Unhealthy(name, exception.Message);
                logger.LoopWaits(name, exception.Message);
            }
            catch (Exception exception) // A loop that ends is started again, whatever ended it.
            {
                health.Unhealthy(name, exception.Message);
                logger.LoopFailed(name, exception);
            }

            if (time.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
            {
                backoff.Reset();
            }

            await backoff.Wait(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
