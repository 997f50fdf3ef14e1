using System.Collections.Concurrent;
using Actors.Operations;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Logging;

/// <summary>Keeps the latest lines of the log in memory, for operators; how fine is changed while the node runs. Thread-safe.</summary>
/// <param name="linesMax">How many lines are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class RecentLog(int linesMax, TimeProvider time) : ILoggerProvider
{
    private const int MessageLengthMax = 4000;
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private long _number;
    private volatile int _level = (int)LogLevel.Information;

    /// <summary>The lowest level that is kept.</summary>
    public LogLevel Level
    {
        get => (LogLevel)_level;
        set => _level = (int)value;
    }

    /// <summary>The kept lines after one, oldest first.</summary>
    public IReadOnlyList<LogLine> After(long number, int limit) => [.. _lines.Where(l => l.Number > number).TakeLast(limit)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new RecentLogger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose() => _lines.Clear();

    private void Add(LogLevel level, string category, string message)
    {
        _lines.Enqueue(new LogLine(
            Interlocked.Increment(ref _number), time.GetUtcNow(), level.ToString(), category, message.Length > MessageLengthMax ? message[..MessageLengthMax] : message));
        while (_lines.Count > linesMax)
        {
            _lines.TryDequeue(out _);
        }
    }

    private sealed class RecentLogger(RecentLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= log.Level;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var message = formatter(state, exception);
                log.Add(logLevel, category, exception is null ? message : $"{message} ({exception.GetType().Name}: {exception.Message})");
            }
        }
    }
}
