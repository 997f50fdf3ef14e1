using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>
/// A queue while one channel consumes from it. Deliveries wait here until the reader takes them; there are never more than the prefetch,
/// because RabbitMQ sends no more until some are acknowledged.
/// </summary>
internal sealed class QueuePartition(Lane lane, int prefetch) : IQueuePartition, IDisposable
{
    private readonly Channel<SourceRecord> _waiting = Channel.CreateBounded<SourceRecord>(prefetch);
    private readonly SemaphoreSlim _floorMoved = new(0);
    private readonly CancellationTokenSource _ending = new();
    private int _readings;
    private long _floor;

    public Lane Lane => lane;

    public long? Count => null;

    public CancellationToken Ending => _ending.Token;

    /// <summary>How many deliveries nobody has taken yet.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Everything at or below it is durable.</summary>
    public long Floor => Interlocked.Read(ref _floor);

    /// <summary>Takes a delivery.</summary>
    /// <returns>Whether there was room; there always is when RabbitMQ keeps to the prefetch.</returns>
    public bool Take(SourceRecord record) => _waiting.Writer.TryWrite(record);

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _readings) > 1)
        {
            End(); // What an earlier reading took is lost to this one; on a new channel it is delivered again.
            yield break;
        }

        while (!_ending.IsCancellationRequested && await Arrives(cancellationToken).ConfigureAwait(false))
        {
            while (!_ending.IsCancellationRequested && _waiting.Reader.TryRead(out var record))
            {
                yield return record;
            }
        }
    }

    public void Settled(LanePosition floor)
    {
        for (var seen = Floor; floor.Value > seen; seen = Floor)
        {
            if (Interlocked.CompareExchange(ref _floor, floor.Value, seen) == seen)
            {
                if (_floorMoved.CurrentCount == 0)
                {
                    _floorMoved.Release();
                }

                return;
            }
        }
    }

    /// <summary>Waits until the floor may have moved.</summary>
    public Task FloorMoved(CancellationToken cancellationToken) => _floorMoved.WaitAsync(cancellationToken);

    /// <summary>Ends the reading; what is in hand may be finished.</summary>
    public void End() => _ending.Cancel();

    public void Dispose()
    {
        _ending.Dispose();
        _floorMoved.Dispose();
    }

    private async ValueTask<bool> Arrives(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        try
        {
            return await _waiting.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
