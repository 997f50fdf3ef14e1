using Actors;
using Actors.Streams;
using Shop.Stock;

namespace Shop.Retail;

/// <summary>Reads a record of <see cref="OpeningStockSource"/> as the first delivery of its product.</summary>
/// <param name="quantity">How many of each product there are at first.</param>
public sealed class OpeningStockDecoder(int quantity) : IDecoder
{
    /// <inheritdoc/>
    public Decoded Decode(SourceRecord record) => RetailRow.TryRead(record.Payload.Span, out var row) is { } fault
        ? Decoded.Undecodable(fault)
        : Decoded.Of(OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>(
            row.StockCode, new StockItemCommand.ReceiveStock(quantity)));
}
