namespace Actors.Streams.Kafka.Topics;

/// <summary>A partition that is being fed: what it holds, and what of it nobody has read yet.</summary>
/// <param name="next">The offset of its next record.</param>
/// <param name="lastPosition">The source's position of its last record; 0 for none.</param>
internal sealed class FedPartition(long next = 0, long lastPosition = 0)
{
    private readonly Queue<(long Offset, int Bytes)> _unread = [];
    private long _unreadBytes;

    public long Next { get; private set; } = next;

    public long LastPosition { get; private set; } = lastPosition;

    /// <summary>Takes note of a record that was sent.</summary>
    public void Sent(long position, int bytes)
    {
        _unread.Enqueue((Next, bytes));
        _unreadBytes += bytes;
        Next++;
        LastPosition = position;
    }

    /// <summary>How many bytes nobody has read, when all below an offset is read.</summary>
    public long UnreadBytes(long readUpTo)
    {
        while (_unread.TryPeek(out var first) && first.Offset < readUpTo)
        {
            _unreadBytes -= _unread.Dequeue().Bytes;
        }

        return _unreadBytes;
    }
}
