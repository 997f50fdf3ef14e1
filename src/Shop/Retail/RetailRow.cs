using System.Buffers.Text;
using System.Collections.Immutable;
using Actors;
using Shop.Invoices;

namespace Shop.Retail;

/// <summary>One row of the Online Retail file, read exactly: quantities as integers, prices as decimals, dates as UTC minutes.</summary>
internal readonly record struct RetailRow(
    string Invoice,
    InvoiceKind Kind,
    string StockCode,
    string? Description,
    int Quantity,
    DateTimeOffset Date,
    decimal UnitPrice,
    string? Customer,
    string Country)
{
    /// <summary>The file's columns, in order.</summary>
    public static readonly ImmutableArray<string> Columns =
        ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];

    /// <summary>A line that sells something for money, as the published totals define it.</summary>
    public bool IsCleanSale => Kind == InvoiceKind.Sale && Quantity > 0 && UnitPrice > 0;

    /// <summary>Reads a row.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public static string? TryRead(ReadOnlySpan<byte> record, out RetailRow row)
    {
        row = default;
        var fields = new CsvFields(record);
        if (!fields.TryNextText(out var invoice))
            return Broken(0);
        if (!fields.TryNextText(out var stockCode))
            return Broken(1);
        if (!fields.TryNextText(out var description))
            return Broken(2);
        if (!fields.TryNext(out var quantityText, out _))
            return Broken(3);
        if (!fields.TryNext(out var dateText, out _))
            return Broken(4);
        if (!fields.TryNext(out var priceText, out _))
            return Broken(5);
        if (!fields.TryNextText(out var customer))
            return Broken(6);
        if (!fields.TryNextText(out var country))
            return Broken(7);
        if (!fields.IsAtEnd)
            return $"It has more than {Columns.Length} fields.";

        if (InvoiceNumber.KindOf(invoice) is not { } kind)
            return "InvoiceNo is not digits, or C or A and digits.";
        if (!EntityId.IsValid(stockCode))
            return "StockCode is empty, too long or has control characters.";
        if (!Utf8Parser.TryParse(quantityText, out int quantity, out var used) || used != quantityText.Length)
            return "Quantity is not an integer.";
        if (!RetailDate.TryParse(dateText, out var date))
            return "InvoiceDate is not of the form M/d/yyyy H:mm.";
        if (!Utf8Parser.TryParse(priceText, out decimal price, out used) || used != priceText.Length)
            return "UnitPrice is not a decimal number.";

        row = new RetailRow(
            invoice, kind, stockCode, EmptyToNull(description), quantity, date, price, EmptyToNull(customer), country);
        return null;
    }

    private static string? EmptyToNull(string text) => text.Length == 0 ? null : text;

    private static string Broken(int column) => $"{Columns[column]} is missing, badly quoted or not UTF-8.";
}
