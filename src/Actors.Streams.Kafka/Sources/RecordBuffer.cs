using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// The records of one reading of a partition between the poll loop, which adds, and the reader, which takes. Invariant: after
/// <see cref="IsFull"/> was seen nothing is added until <see cref="HasRoom"/>; the poll loop sees to that by pausing the partition.
/// </summary>
internal sealed class RecordBuffer(long firstOffset, int recordsMax, int bytesMax)
{
    private readonly Channel<SourceRecord> _records =
        Channel.CreateUnbounded<SourceRecord>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private int _count;
    private long _bytes;
    private long _next = firstOffset;

    /// <summary>The offset of the first record wanted.</summary>
    public long FirstOffset { get; } = firstOffset;

    /// <summary>The offset behind the last record that was added: what is below is not wanted. Changed by the poll loop only.</summary>
    public long NextOffset
    {
        get => Interlocked.Read(ref _next);
        private set => Interlocked.Exchange(ref _next, value);
    }

    /// <summary>How many records wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether the partition is to be paused.</summary>
    public bool IsFull => Count >= recordsMax || Interlocked.Read(ref _bytes) >= bytesMax;

    /// <summary>Whether a paused partition is to be resumed.</summary>
    public bool HasRoom => Count <= recordsMax / 2 && Interlocked.Read(ref _bytes) <= bytesMax / 2;

    /// <summary>Adds a record; nothing happens after the end.</summary>
    public void Add(SourceRecord record)
    {
        NextOffset = KafkaRecords.OffsetAfter(record.Position);
        if (_records.Writer.TryWrite(record))
        {
            Interlocked.Increment(ref _count);
            Interlocked.Add(ref _bytes, KafkaRecords.SizeOf(record));
        }
    }

    /// <summary>Ends the reading after what waits, with a fault where one is given.</summary>
    public void End(Exception? fault = null) => _records.Writer.TryComplete(fault);

    /// <summary>Takes the records in order until the end, or until the partition is taken away: what waits is then left to its next reader.</summary>
    /// <param name="ending">Falls when the partition is taken away.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<SourceRecord> Take(CancellationToken ending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!ending.IsCancellationRequested && await _records.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (!ending.IsCancellationRequested && _records.Reader.TryRead(out var record))
            {
                Interlocked.Decrement(ref _count);
                Interlocked.Add(ref _bytes, -KafkaRecords.SizeOf(record));
                yield return record;
            }
        }
    }
}
