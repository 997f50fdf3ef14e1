using Actors.Streams.Publishing;
using Actors.TestKit.Contracts.Sinks;
using Actors.TestKit.InMemory;

namespace Actors.Streams.Tests.InMemory;

/// <summary>A sink in memory.</summary>
public sealed class InMemorySinkFixture : IBreakableSinkFixture
{
    private readonly InMemorySink _sink = new();

    public int OversizedBytes => _sink.RecordBytesMax + 1;

    public Task Create(CancellationToken cancellationToken) => Task.CompletedTask;

    public ISink Open(TimeSpan limit) => _sink;

    public Task<IReadOnlyList<SinkRecord>> Arrived(int count, CancellationToken cancellationToken) => Task.FromResult(_sink.Records);

    public Task TakeDown(CancellationToken cancellationToken)
    {
        _sink.IsAway = true;
        return Task.CompletedTask;
    }

    public Task BringUp(CancellationToken cancellationToken)
    {
        _sink.IsAway = false;
        return Task.CompletedTask;
    }

    public Task SlowDown(TimeSpan delay, CancellationToken cancellationToken)
    {
        _sink.Delay = delay;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
