using Actors.Streams.Kafka.Sources;
using Actors.TestKit.Time;

namespace Actors.Streams.Tests.Kafka;

/// <summary>A client that leaves its group, which may never return.</summary>
public sealed class DepartureTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ManualResetEventSlim _comesBack = new();
    private int _closed;
    private int _disposed;

    public void Dispose() => _comesBack.Dispose();

    [Fact]
    public void One_that_leaves_in_time_is_disposed_of_at_once()
    {
        using (var departure = Create())
        {
            _comesBack.Set();
            Assert.True(departure.Leave());
        }

        Assert.Equal((1, 1), (_closed, _disposed));
    }

    [Fact]
    public async Task One_that_does_not_come_back_is_left_behind_and_disposed_of_when_it_does()
    {
        var departure = Create();
        var leaving = Task.Factory.StartNew(departure.Leave, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Eventually.Holds(() =>
        {
            _time.Advance(Departure.Within); // Again and again: when the wait begins cannot be seen from here.
            return leaving.IsCompleted;
        });
        Assert.False(await leaving);

        departure.Dispose();
        Assert.Equal((0, 0), (_closed, _disposed));
        _comesBack.Set();
        await Eventually.Holds(() => Volatile.Read(ref _disposed) == 1);
        Assert.Equal(1, _closed);
    }

    [Fact]
    public void One_that_never_joined_is_disposed_of()
    {
        Create().Dispose();
        Assert.Equal((0, 1), (_closed, _disposed));
    }

    private Departure Create() => new(Close, () => Interlocked.Increment(ref _disposed), _time);

    private void Close()
    {
        _comesBack.Wait();
        Interlocked.Increment(ref _closed);
    }
}
