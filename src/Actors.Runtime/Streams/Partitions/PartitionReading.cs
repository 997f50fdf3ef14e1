using Actors.Runtime.Supervision;
using Actors.Streams;

namespace Actors.Runtime.Streams.Partitions;

/// <summary>
/// Reads one assigned partition until it is taken away: starts its ingress again with growing waits when it fails, and stops it when
/// the partition no longer holds what comes next, until somebody accepts that.
/// </summary>
internal sealed class PartitionReading(
    ISourcePartition partition, PartitionLanes lanes, Func<ISource, Ingress> connect, HealthBoard health, TimeProvider time)
{
    private readonly string _name = $"ingress {partition.Lane}";
    private volatile SourceResetException? _reset;
    private volatile TaskCompletionSource _accepted = NewSignal();
    private readonly Lock _counting = new();
    private Ingress? _ingress;
    private IngressCounts _before = new(0, 0, 0, 0, 0, 0);

    /// <summary>The partition's own lane.</summary>
    public Lane Lane => partition.Lane;

    /// <summary>What has been done so far.</summary>
    public IngressCounts Counts
    {
        get
        {
            lock (_counting)
            {
                return _ingress is { } ingress ? _before + ingress.Counts : _before;
            }
        }
    }

    /// <summary>Why reading waits for somebody to decide; <see langword="null"/> when it does not.</summary>
    public SourceResetException? Reset => _reset;

    /// <summary>Reads until the partition is taken away or the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), time);
        while (!await IsAtEnd(backoff, cancellationToken).ConfigureAwait(false))
        {
        }

        health.Remove(_name);
    }

    /// <summary>Accepts what the partition has become, and reads on.</summary>
    public async Task Accept(CancellationToken cancellationToken)
    {
        if (_reset is { } reset)
        {
            await lanes.Accept(partition, reset, cancellationToken).ConfigureAwait(false);
            _reset = null;
            _accepted.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs the ingress once; what ends it decides whether there is a next time.</summary>
    private async Task<bool> IsAtEnd(RestartBackoff backoff, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, partition.Ending);
        try
        {
            var source = await lanes.Present(partition, either.Token).ConfigureAwait(false);
            await Ingest(source, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SourceResetException reset)
        {
            _accepted = NewSignal();
            _reset = reset;
            health.Degraded(_name, $"{reset.Message} It stands still until this is accepted.");
            await _accepted.Task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception) // Whatever broke the reading, the partition is read again: its lane keeps effects single.
        {
            health.Degraded(_name, exception.Message);
            await backoff.Wait(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return either.IsCancellationRequested;
    }

    private async Task Ingest(ISource source, CancellationToken cancellationToken)
    {
        health.Healthy(_name);
        var ingress = connect(source);
        lock (_counting)
        {
            _ingress = ingress;
        }

        try
        {
            await ingress.Run(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_counting)
            {
                _ingress = null;
                _before += ingress.Counts;
            }
        }
    }
}
