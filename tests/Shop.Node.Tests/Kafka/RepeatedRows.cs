using System.Runtime.CompilerServices;
using Actors;
using Actors.Streams;
using Actors.TestKit.Time;

namespace Shop.Node.Tests.Kafka;

/// <summary>The rows of a file, one in twenty of them twice. Waits while too many are on their way: an embedded broker keeps little.</summary>
/// <param name="rows">The file.</param>
/// <param name="seed">Which of them.</param>
/// <param name="canGoOn">Whether so many rows may be under way.</param>
internal sealed class RepeatedRows(ISource rows, int seed, Func<long, bool> canGoOn) : ISource
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    private readonly Random _random = new(seed);
    private long _repeated;

    public Lane Lane => rows.Lane;

    public long? Count => null;

    /// <summary>How many were sent twice.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>The row of the file that a record stands for.</summary>
    public static SourceRecord RowOf(SourceRecord record) => new(new LanePosition(record.Position.Value / 2), record.Payload, record.Origin);

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.Read(LanePosition.None, cancellationToken))
        {
            if (!canGoOn(row.Position.Value))
            {
                await Eventually.Holds(() => cancellationToken.IsCancellationRequested || canGoOn(row.Position.Value), () => row.Position, Within);
            }

            yield return new SourceRecord(new LanePosition(row.Position.Value * 2), row.Payload, row.Origin);
            if (_random.Next(20) == 0)
            {
                Interlocked.Increment(ref _repeated);
                yield return new SourceRecord(new LanePosition((row.Position.Value * 2) + 1), row.Payload, row.Origin);
            }
        }
    }
}
