using System.Diagnostics;

namespace Actors.Benchmarks.Load;

/// <summary>
/// Callers that send one operation each, wait for its answer, and send the next. A caller is one asynchronous method that runs all
/// the time: it allocates nothing for an operation, and nothing cheaper keeps that many under way. The latencies are those a waiting
/// caller sees; a slow answer delays the caller's next operation, so they say nothing about arrivals that do not wait.
/// </summary>
internal sealed class ClosedLoop(IOperation operation, Func<TimeSpan?> serverTime)
{
    private readonly Histogram _latencies = new();
    private long _errors;
    private volatile bool _isMeasuring;
    private volatile bool _isOver;

    /// <summary>What is recorded until now.</summary>
    public Histogram Latencies => _latencies;

    /// <summary>Runs the callers through a window.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="window">When is measured.</param>
    /// <param name="during">Watches the window; it ends the measurement when it ends. Without it the window's time passes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Measurement> Run(
        int callers, Window window, CancellationToken cancellationToken, Func<ClosedLoop, Task>? during = null)
    {
        var calling = Task.WhenAll(Enumerable.Range(1, callers).Select(Call));
        try
        {
            await Pass(calling, Window.Pass(window.WarmUp, cancellationToken));
            var before = Usage.Now(serverTime());
            var started = Stopwatch.GetTimestamp();
            _isMeasuring = true;
            await Pass(calling, during?.Invoke(this) ?? Window.Pass(window.Duration, cancellationToken));
            _isMeasuring = false;
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return new Measurement(seconds, _latencies.Copy(), Usage.Now(serverTime()).Since(before), Interlocked.Read(ref _errors));
        }
        finally
        {
            _isOver = true;
            await calling;
        }
    }

    /// <summary>Waits, unless the callers end first: then something is broken, and the exception says what.</summary>
    private static async Task Pass(Task calling, Task time) => await await Task.WhenAny(calling, time);

    private async Task Call(int caller)
    {
        await Task.Yield();
        var draw = new Draw(caller);
        for (long sent = Stopwatch.GetTimestamp(), answered; !_isOver; sent = answered)
        {
            try
            {
                await operation.Perform(draw);
            }
            catch (AskTimeoutException)
            {
                Interlocked.Increment(ref _errors);
                answered = Stopwatch.GetTimestamp();
                continue;
            }

            answered = Stopwatch.GetTimestamp();
            if (_isMeasuring)
            {
                _latencies.Add((long)Stopwatch.GetElapsedTime(sent, answered).TotalNanoseconds);
            }
        }
    }
}
