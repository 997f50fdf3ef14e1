using Actors;
using Actors.Streams;
using Shop.Stock;

namespace Shop.Retail;

/// <summary>
/// Reads the same rows as sales over the counter, each taken from its stock item or refused. Only clean sales count (an invoice
/// number of digits, quantity and price above zero); the other rows are passed over.
/// </summary>
public sealed class StockReplayDecoder : IDecoder
{
    /// <inheritdoc/>
    public Decoded Decode(SourceRecord record)
    {
        if (RetailRow.TryRead(record.Payload.Span, out var row) is { } fault)
            return Decoded.Undecodable(fault);

        return row.IsCleanSale
            ? Decoded.Of(OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>(
                row.StockCode, new StockItemCommand.SellLine(row.Invoice, record.Position.Value, row.Quantity, row.UnitPrice)))
            : Decoded.Skip;
    }
}
