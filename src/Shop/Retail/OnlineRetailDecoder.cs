using Actors;
using Actors.Streams;
using Shop.Invoices;

namespace Shop.Retail;

/// <summary>
/// Reads the rows of the public data set "Online Retail" (UCI Machine Learning Repository, doi:10.1057/dbm.2012.17) as lines to
/// book on their invoices. Codes keep their exact characters; the position of the record is the row.
/// </summary>
public sealed class OnlineRetailDecoder : IDecoder
{
    /// <summary>The columns of the file, for the source to check its header against.</summary>
    public static IReadOnlyList<string> Columns => RetailRow.Columns;

    /// <inheritdoc/>
    public Decoded Decode(SourceRecord record)
    {
        if (RetailRow.TryRead(record.Payload.Span, out var row) is { } fault)
            return Decoded.Undecodable(fault);

        return Decoded.Of(OutgoingCommand.To<Invoice, InvoiceCommand, InvoiceEvent>(
            row.Invoice,
            new InvoiceCommand.BookLine(
                record.Position.Value, row.StockCode, row.Description, row.Quantity, row.UnitPrice, row.Date, row.Customer, row.Country)));
    }
}
