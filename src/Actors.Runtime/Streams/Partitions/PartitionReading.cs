using Actors.Operations;
using Actors.Runtime.Streams.Control;
using Actors.Runtime.Supervision;
using Actors.Streams;

namespace Actors.Runtime.Streams.Partitions;

/// <summary>
/// Reads one assigned partition until it is taken away: starts its ingress again with growing waits when it fails, and stops it when
/// the partition no longer holds what comes next, until somebody accepts that.
/// </summary>
internal sealed class PartitionReading(
    ISourcePartition partition, PartitionLanes lanes, Func<ISource, IngressCircuit, Ingress> connect, PartitionControl control)
{
    private readonly string _name = $"ingress {partition.Lane}";
    private volatile SourceResetException? _reset;
    private volatile TaskCompletionSource _accepted = NewSignal();
    private readonly Lock _counting = new();
    private readonly IngressCircuit _circuit =
        new($"ingress {partition.Lane}", control.Options, control.Health, control.Time);
    private Ingress? _ingress;
    private IngressStatus? _lastStatus;
    private DateTimeOffset _resetSince;
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

    /// <summary>What it does at the moment.</summary>
    public IngressStatus Status
    {
        get
        {
            lock (_counting)
            {
                var status = _ingress?.StatusNow ?? _lastStatus ?? Unstarted;
                var total = status with { Lane = partition.Lane.Name, Read = Counts.Read, DeadLettered = Counts.DeadLettered };
                return _reset is { } reset
                    ? total with { State = IngressState.Reset, Since = _resetSince.UtcDateTime, LastError = reset.Message, LastErrorTime = _resetSince.UtcDateTime }
                    : _ingress is null && status.State != IngressState.Paused ? Waiting(total) : total;
            }
        }
    }

    /// <summary>Why reading waits for somebody to decide; <see langword="null"/> when it does not.</summary>
    public SourceResetException? Reset => _reset;

    /// <summary>Reads until the partition is taken away or the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var backoff = _circuit.NewBackoff();
        while (!await IsAtEnd(backoff, cancellationToken).ConfigureAwait(false))
        {
        }

        control.Health.Remove(_name);
    }

    /// <summary>Accepts what the partition has become, and reads on.</summary>
    public async Task Accept(CancellationToken cancellationToken)
    {
        if (_reset is { } reset)
        {
            await lanes.Accept(partition, reset, cancellationToken).ConfigureAwait(false);
            _circuit.SourceBegins();
            _reset = null;
            _accepted.TrySetResult();
        }
    }

    private IngressStatus Waiting(IngressStatus status) => status with
    {
        State = _circuit.State,
        Since = _circuit.Since.UtcDateTime,
        LastError = _circuit.LastError?.Message,
        LastErrorTime = _circuit.LastError?.Time.UtcDateTime,
    };

    private IngressStatus Unstarted => new()
    {
        Ingress = control.Name,
        Lane = partition.Lane.Name,
        State = _circuit.State,
        Since = _circuit.Since.UtcDateTime,
        Position = 0,
        InHand = 0,
        Read = 0,
        DeadLettered = 0,
    };

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
            _resetSince = control.Time.GetUtcNow();
            _reset = reset;
            control.Health.Degraded(_name, $"{reset.Message} It stands still until this is accepted.");
            await _accepted.Task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception) // Whatever broke the reading, the partition is read again: its lane keeps effects single.
        {
            await _circuit.SourceFailed(exception.Message, backoff, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return either.IsCancellationRequested;
    }

    private async Task Ingest(ISource source, CancellationToken cancellationToken)
    {
        if (_circuit.State == IngressState.Running)
        {
            control.Health.Healthy(_name);
        }

        var ingress = connect(source, _circuit);
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
                _lastStatus = ingress.StatusNow;
                _ingress = null;
                _before += ingress.Counts;
            }
        }
    }
}
