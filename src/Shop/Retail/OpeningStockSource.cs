using System.Runtime.CompilerServices;
using Actors;
using Actors.Streams;

namespace Shop.Retail;

/// <summary>
/// The first clean sale of each product in a file, on a lane of its own: run it to its end with <see cref="OpeningStockDecoder"/>
/// before the file itself, and every product has its opening stock exactly once. Bad rows are left for the file's own run.
/// </summary>
/// <remarks>
/// Reading on after a position reads the file from its start, because which products were seen is known only from there; it holds
/// the distinct codes in memory, some thousands.
/// </remarks>
/// <param name="rows">The file.</param>
public sealed class OpeningStockSource(ISource rows) : ISource
{
    /// <inheritdoc/>
    public Lane Lane { get; } = new($"{rows.Lane.ToString()}:opening-stock");

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var record in rows.Read(LanePosition.None, cancellationToken))
        {
            if (IsFirst(record, seen) && record.Position > after)
                yield return record;
        }
    }

    private static bool IsFirst(SourceRecord record, HashSet<string> seen) =>
        RetailRow.TryRead(record.Payload.Span, out var row) is null && row.IsCleanSale && seen.Add(row.StockCode);
}
