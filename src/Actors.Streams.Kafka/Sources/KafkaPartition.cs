using System.Runtime.CompilerServices;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// A partition while it is assigned to this process. The poll loop owns it and fills <see cref="Buffer"/>; its reader asks for a
/// buffer, takes from it, and says how far everything is durable.
/// </summary>
internal sealed class KafkaPartition(TopicPartition partition, Lane lane, PartitionStart start, KafkaSourceOptions options)
    : ISourcePartition, ISourceLag, IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _givingUp = new();
    private RecordBuffer? _wanted;
    private RecordBuffer? _buffer;
    private volatile bool _isPaused;
    private long _floor;
    private long _end = -1;
    private long _readToEnd;
    private long _nextSeen = -1;

    public TopicPartition TopicPartition => partition;

    public Lane Lane => lane;

    public long? Count => null;

    public CancellationToken Ending => _ending.Token;

    /// <summary>Falls when the time to finish what is in hand is over.</summary>
    public CancellationToken GivingUp => _givingUp.Token;

    /// <summary>The reader's task.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>What the poll loop fills; <see langword="null"/> before the first reading. Set by the poll loop only.</summary>
    public RecordBuffer? Buffer
    {
        get => Volatile.Read(ref _buffer);
        private set => Volatile.Write(ref _buffer, value);
    }

    /// <summary>Whether Kafka was told to send nothing. Set by the poll loop only.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    /// <summary>
    /// Whether the client has begun to fetch, at the end, where it was put at the assignment. Only then may it be moved: an answer to its question
    /// for the end that is still under way would move it once more, past records that were not read (librdkafka 2.0). Set by the poll loop only.
    /// </summary>
    public bool IsFetching { get; set; }

    /// <summary>
    /// Whether the client has the partition. A group gives it to the client first; where our cluster shares, it is given to the client at the place that its
    /// reader wants. Set by the poll loop only.
    /// </summary>
    public bool IsAttached { get; set; }

    /// <summary>The highest place that was said to be durable.</summary>
    public long Floor => Interlocked.Read(ref _floor);

    /// <summary>The offset behind the last record that the partition is known to hold; negative while that is not known.</summary>
    public long EndOffset => Interlocked.Read(ref _end);

    /// <summary>The last place that Kafka was told. Touched by the poll loop only.</summary>
    public long ToldFloor { get; set; }

    /// <summary>A buffer that the reader waits for and the poll loop has not begun to fill.</summary>
    public RecordBuffer? Wanted => Volatile.Read(ref _wanted);

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        if (await start.Find(partition, after, either.Token).ConfigureAwait(false) is not { } offset)
        {
            yield break;
        }

        var buffer = new RecordBuffer(offset, options.BufferRecordsMax, options.BufferBytesMax);
        using var ending = _ending.Token.Register(() => buffer.End());
        Volatile.Write(ref _wanted, buffer);
        await foreach (var record in buffer.Take(_ending.Token, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    public long? Behind(LanePosition position) => EndOffset is >= 0 and var end ? Math.Max(0, end - KafkaRecords.OffsetAfter(position)) : null;

    public void Settled(LanePosition floor)
    {
        for (var seen = Floor; floor.Value > seen; seen = Floor)
        {
            if (Interlocked.CompareExchange(ref _floor, floor.Value, seen) == seen)
            {
                return;
            }
        }
    }

    /// <summary>Takes note that the client has come to the end: what is below is read, marks of transactions too, which are no records.</summary>
    public void ReachedEnd(long offset) => Interlocked.Exchange(ref _readToEnd, offset);

    /// <summary>
    /// Takes note of what the brokers hold of it. When what comes next is gone there, the reading ends behind what was read already, and says
    /// so: the client tells it too, but not of a partition that is paused, and it may drop what it had to tell when it is told to pause. It
    /// may also hold such records itself, which then come within moments: they are given until the next call. One caller.
    /// </summary>
    public void Held(WatermarkOffsets held)
    {
        Interlocked.Exchange(ref _end, held.High.Value);
        var seen = _nextSeen;
        _nextSeen = -1;
        if (Buffer is not { } buffer || Math.Max(buffer.NextOffset, Interlocked.Read(ref _readToEnd)) is var next && next >= held.Low.Value)
        {
            return;
        }

        if (IsPaused || seen == next)
        {
            buffer.End(PartitionStart.Deleted(partition, next, held.Low.Value));
            return;
        }

        _nextSeen = next;
    }

    /// <summary>Takes note that the poll loop fills the buffer that was wanted.</summary>
    public void Begin(RecordBuffer buffer)
    {
        Interlocked.Exchange(ref _readToEnd, 0);
        Buffer = buffer;
        Interlocked.CompareExchange(ref _wanted, null, buffer);
    }

    /// <summary>Ends the reading; what is in hand may be finished.</summary>
    public void End() => _ending.Cancel();

    /// <summary>Ends the reading and gives up what is in hand.</summary>
    public void GiveUp()
    {
        _ending.Cancel();
        _givingUp.Cancel();
    }

    /// <summary>Gives up what is in hand when a time is over.</summary>
    public void GiveUpAfter(TimeSpan time) => _givingUp.CancelAfter(time);

    public void Dispose()
    {
        _ending.Dispose();
        _givingUp.Dispose();
    }
}
