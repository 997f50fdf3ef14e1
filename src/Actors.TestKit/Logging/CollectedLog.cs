using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Actors.TestKit.Logging;

/// <summary>
/// Keeps what is logged, in the order of its logging: as the logger factory of a node, or as a provider beside others. Thread-safe.
/// </summary>
/// <param name="level">The least important messages that are kept.</param>
public sealed class CollectedLog(LogLevel level = LogLevel.Trace) : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<CollectedLine> _lines = [];

    /// <summary>What was logged so far.</summary>
    public IReadOnlyList<CollectedLine> Lines => [.. _lines];

    /// <summary>A factory whose lines come here with a name, so that those of several nodes can be told apart.</summary>
    /// <param name="source">The name.</param>
    public ILoggerFactory Of(string source) => new Source(this, source);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, string.Empty, categoryName);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A collected log has no other providers.");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>All lines, for the message of a test that fails.</summary>
    public override string ToString() => string.Join('\n', _lines);

    private sealed class Source(CollectedLog log, string name) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Logger(log, name, categoryName);

        public void AddProvider(ILoggerProvider provider) => log.AddProvider(provider);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(CollectedLog log, string source, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= log.Least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log._lines.Enqueue(new CollectedLine(source, category, logLevel, formatter(state, exception), exception));
            }
        }
    }

    private LogLevel Least => level;
}
