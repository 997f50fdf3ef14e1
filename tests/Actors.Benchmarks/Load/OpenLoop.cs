using System.Collections.Concurrent;
using System.Diagnostics;

namespace Actors.Benchmarks.Load;

/// <summary>
/// Operations that arrive on a schedule drawn before, whether or not earlier ones are answered: exponential gaps around a rate.
/// Latency counts from the scheduled arrival, so an operation that was sent late because everything stood still carries that wait
/// (no coordinated omission). Every arrival of the window is waited for. An operation costs no allocation here.
/// </summary>
internal sealed class OpenLoop
{
    private const int UnderWayMax = 50_000;
    private static readonly TimeSpan Rest = TimeSpan.FromMicroseconds(200);
    private readonly IOperation _operation;
    private readonly Func<TimeSpan?> _serverTime;
    private readonly double _meanGap;
    private readonly Draw _gaps;
    private readonly ConcurrentBag<Arrival> _idle = [];
    private long _underWay;
    private long _measuredFrom = long.MaxValue;
    private long _measuredTo = long.MaxValue;
    private long _errors;
    private volatile bool _isOver;
    private Exception? _failure;

    public OpenLoop(IOperation operation, double perSecond, int seed, Func<TimeSpan?> serverTime)
    {
        _operation = operation;
        _serverTime = serverTime;
        _meanGap = Stopwatch.Frequency / perSecond;
        _gaps = new Draw(seed);
    }

    /// <summary>From the scheduled arrival to the answer.</summary>
    public Histogram Latencies { get; } = new();

    /// <summary>From the scheduled arrival to the sending: the generator's own share of the latencies.</summary>
    public Histogram Lags { get; } = new();

    /// <summary>How often an arrival had to wait because too many were under way.</summary>
    public long Held { get; private set; }

    /// <summary>Runs through a window.</summary>
    public Task<Measurement> Run(Window window, CancellationToken cancellationToken) =>
        Run(window.WarmUp, window.Duration, () => Window.Pass(window.Duration, cancellationToken), cancellationToken);

    /// <summary>Runs until something else is over, and measures from the beginning.</summary>
    public Task<Measurement> RunUntil(Task over, CancellationToken cancellationToken) => Run(TimeSpan.Zero, null, () => over, cancellationToken);

    private async Task<Measurement> Run(TimeSpan warmUp, TimeSpan? duration, Func<Task> pass, CancellationToken cancellationToken)
    {
        var sending = Task.Factory.StartNew(Send, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            if (warmUp > TimeSpan.Zero)
            {
                await Window.Pass(warmUp, cancellationToken);
            }

            var before = Usage.Now(_serverTime());
            var started = Stopwatch.GetTimestamp();
            Volatile.Write(ref _measuredTo, duration is { } time ? started + (long)(time.TotalSeconds * Stopwatch.Frequency) : long.MaxValue - 1);
            Volatile.Write(ref _measuredFrom, started);
            await pass();
            var usage = Usage.Now(_serverTime()).Since(before);
            var seconds = duration?.TotalSeconds ?? Stopwatch.GetElapsedTime(started).TotalSeconds;
            _isOver = true;
            await sending;
            while (Interlocked.Read(ref _underWay) > 0 && _failure is null)
            {
                await Window.Pass(TimeSpan.FromMilliseconds(1), cancellationToken);
            }

            return _failure is null
                ? new Measurement(seconds, Latencies, usage, Interlocked.Read(ref _errors))
                : throw new InvalidOperationException($"An operation failed: {_failure.Message}", _failure);
        }
        finally
        {
            _isOver = true;
        }
    }

    private void Send()
    {
        var draw = new Draw(1);
        var next = (double)Stopwatch.GetTimestamp();
        while (!_isOver)
        {
            var now = Stopwatch.GetTimestamp();
            while (next <= now)
            {
                if (Interlocked.Read(ref _underWay) >= UnderWayMax)
                {
                    Held++;
                    break; // The arrival stays due, and its latency grows.
                }

                Start((long)next, draw);
                next += _gaps.NextGap(_meanGap);
            }

            Pause.For(Rest);
        }
    }

    private void Start(long scheduled, Draw draw)
    {
        Interlocked.Increment(ref _underWay);
        var arrival = _idle.TryTake(out var idle) ? idle : new Arrival(Ended);
        if (IsMeasured(scheduled))
        {
            Lags.Add((long)Stopwatch.GetElapsedTime(scheduled).TotalNanoseconds);
        }

        arrival.Start(scheduled, _operation.Perform(draw));
    }

    private void Ended(Arrival arrival, Exception? exception)
    {
        if (exception is not null and not AskTimeoutException)
        {
            _failure = exception;
        }
        else if (IsMeasured(arrival.Scheduled))
        {
            if (exception is null)
            {
                Latencies.Add((long)Stopwatch.GetElapsedTime(arrival.Scheduled).TotalNanoseconds);
            }
            else
            {
                Interlocked.Increment(ref _errors);
            }
        }

        _idle.Add(arrival);
        Interlocked.Decrement(ref _underWay);
    }

    private bool IsMeasured(long scheduled) => scheduled >= Volatile.Read(ref _measuredFrom) && scheduled < Volatile.Read(ref _measuredTo);
}
