using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Tests.Cluster;

/// <summary>Keeps every line that the nodes log, with the node that logged it.</summary>
internal sealed class CollectedLogs
{
    public ConcurrentQueue<(string Node, string Text)> Lines { get; } = [];

    public ILoggerFactory Of(string node) => new Factory(node, Lines);

    private sealed class Factory(string node, ConcurrentQueue<(string Node, string Text)> lines) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((node, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
