using Actors.Operations;
using Actors.Runtime.Supervision;

namespace Actors.Runtime.Streams.Control;

/// <summary>
/// Tries the calls of one lane again while their failures may pass: with growing waits that vary, a time-out for each, and a circuit
/// breaker. While it is open <see cref="Closed"/> holds the reading back, so that the source fills its buffers and pauses without leaving
/// its group; after a while one call tries whether it works again. A source that keeps failing has a breaker of its own. What is wrong
/// stands on the health board as degraded: the node goes on. Thread-safe.
/// </summary>
/// <param name="name">Its part on the health board.</param>
/// <param name="options">How patient it is.</param>
/// <param name="health">Where it says how it is.</param>
/// <param name="time">The clock.</param>
internal sealed class IngressCircuit(string name, IngressOptions options, HealthBoard health, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Breaker _store = new(options.FailuresUntilBroken);
    private readonly Breaker _source = new(options.FailuresUntilBroken);
    private TaskCompletionSource? _open;
    private volatile bool _sourceHasFailed;
    private LanePosition _furthest;

    /// <summary>Running, retrying, broken or in trial.</summary>
    public IngressState State { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    /// <summary>What went wrong last, and when.</summary>
    public (string Message, DateTimeOffset Time)? LastError { get; private set; }

    /// <summary>Whether records may be read.</summary>
    public bool IsClosed => _open is null;

    /// <summary>Completes when records may be read.</summary>
    public ValueTask Closed(CancellationToken cancellationToken) =>
        _open is { } open ? new ValueTask(open.Task.WaitAsync(cancellationToken)) : ValueTask.CompletedTask;

    /// <summary>Runs a call of the store until it succeeds, the token falls, or it fails in a way that waiting does not mend.</summary>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var backoff = NewBackoff();
        while (true)
        {
            try
            {
                var result = await InTime(call, cancellationToken).ConfigureAwait(false);
                Change(() => _store.Succeeded(), null);
                return result;
            }
            catch (Journal.JournalUnavailableException exception)
            {
                Change(() => _store.Failed(), exception.Message);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Change(() => _store.Failed(), $"The store did not answer within {options.CallTimeout.TotalSeconds:0.###} s.");
            }

            await Wait(_store, backoff, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that the source has failed, and waits until it shall be tried again.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="backoff">The waits while it is not broken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SourceFailed(string message, RestartBackoff backoff, CancellationToken cancellationToken)
    {
        _sourceHasFailed = true;
        Change(() => _source.Failed(), message);
        return Wait(_source, backoff, cancellationToken);
    }

    /// <summary>Says that the source gave a record: it works again when that is one it had not reached before. Cheap; one caller.</summary>
    public void SourceGave(LanePosition position)
    {
        var isNew = position > _furthest;
        _furthest = isNew ? position : _furthest;
        if (isNew && _sourceHasFailed)
        {
            _sourceHasFailed = false;
            Change(() => _source.Succeeded(), null);
        }
    }

    /// <summary>Says that the source begins anew, so that its positions do.</summary>
    public void SourceBegins() => _furthest = LanePosition.None;

    /// <summary>The waits between failures that do not break anything yet.</summary>
    public RestartBackoff NewBackoff() => new(options.RetryDelay, TimeSpan.FromSeconds(5), time);

    private async Task<T> InTime<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var timeIsOver = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeIsOver.Token, cancellationToken);
        return await call(either.Token).ConfigureAwait(false);
    }

    private async Task Wait(Breaker breaker, RestartBackoff backoff, CancellationToken cancellationToken)
    {
        if (breaker.State == IngressState.Broken)
        {
            await Task.Delay(options.BreakDuration, time, cancellationToken).ConfigureAwait(false);
            Change(() => breaker.Try(), null);
        }
        else
        {
            await backoff.Wait(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Change(Action change, string? error)
    {
        lock (_lock)
        {
            change();
            LastError = error is null ? LastError : (error, time.GetUtcNow());
            SetState(Worse(_store.State, _source.State));
            if (_store.State is IngressState.Broken or IngressState.Trial)
            {
                _open ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            else
            {
                _open?.TrySetResult();
                _open = null;
            }
        }
    }

    private void SetState(IngressState state)
    {
        var hasChanged = State != state;
        State = state;
        Since = hasChanged ? time.GetUtcNow() : Since;
        if (state != IngressState.Running)
        {
            var what = state == IngressState.Retrying ? "It is tried again" : "Its circuit is open after repeated failures";
            health.Degraded(name, $"{what}: {LastError?.Message}");
        }
        else if (hasChanged)
        {
            health.Healthy(name);
        }
    }

    private static IngressState Worse(IngressState one, IngressState other) => Weight(one) >= Weight(other) ? one : other;

    private static int Weight(IngressState state) => state switch
    {
        IngressState.Broken => 3,
        IngressState.Trial => 2,
        IngressState.Retrying => 1,
        _ => 0,
    };
}
