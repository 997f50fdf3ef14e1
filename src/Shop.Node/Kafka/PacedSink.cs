using Actors.Streams.Publishing;

namespace Shop.Node.Kafka;

/// <summary>
/// Holds publishing back while the reader behind it is too far behind: an embedded broker drops the oldest records of a full
/// partition, and a record that was dropped before it was checked would spoil the check.
/// </summary>
/// <param name="sink">Where records go.</param>
/// <param name="arrived">How many records the reader has seen.</param>
internal sealed class PacedSink(ISink sink, Func<long> arrived) : ISink
{
    private const int UnreadMax = 6000; // Of about 400 bytes, in the worst case all in one partition of 5 MB.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(2);
    private long _published;

    public async Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        while (_published - arrived() > UnreadMax)
        {
            await Task.Delay(Between, TimeProvider.System, cancellationToken);
        }

        await sink.Publish(records, cancellationToken);
        _published += records.Count;
    }
}
