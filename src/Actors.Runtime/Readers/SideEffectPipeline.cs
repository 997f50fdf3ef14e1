using Actors.SideEffects;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Actors.Runtime.Readers;

/// <summary>
/// Retry around circuit breaker around timeout, by Polly. While the breaker is open calls wait for it; that is no attempt.
/// </summary>
internal sealed class SideEffectPipeline
{
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline _guard;
    private readonly ResiliencePipeline _retry;
    private readonly TimeProvider _time;
    private readonly TimeSpan _breakDuration;

    public SideEffectPipeline(SideEffectOptions options, TimeProvider time)
    {
        _time = time;
        _breakDuration = options.BreakDuration;
        var retry = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.AttemptsMax > 1)
        {
            retry.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.AttemptsMax - 1,
                Delay = options.RetryDelay,
                MaxDelay = TimeSpan.FromSeconds(30),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // A handler that gives up its own call (a client's timeout) has failed; only our own token means the end.
                ShouldHandle = failed => ValueTask.FromResult(
                    failed.Outcome.Exception is not null && !failed.Context.CancellationToken.IsCancellationRequested),
            });
        }

        _retry = retry.Build();
        _guard = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumThroughput,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = options.BreakDuration,
                StateProvider = _state,
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();
    }

    /// <summary>Where the circuit breaker stands.</summary>
    public CircuitState Circuit => _state.CircuitState;

    /// <summary>Makes a call, with all attempts it is allowed.</summary>
    public async ValueTask<T> Execute<T>(Func<int, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var attempt = 0;
        return await _retry.ExecuteAsync(
            async token =>
            {
                attempt++;
                return await WhenClosed(t => call(attempt, t), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<T> WhenClosed<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _guard.ExecuteAsync(
                    async token => await call(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (BrokenCircuitException exception)
            {
                await Task.Delay(exception.RetryAfter ?? _breakDuration, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
