using System.Globalization;
using Shop.Node.ReadModels;

namespace Shop.Node.Http;

/// <summary>One row of sales; amounts are decimal strings, so that no client rounds them.</summary>
internal sealed record SalesAnswer(string Name, long Invoices, long Lines, long Units, string Gross, string Cancelled, string Net)
{
    public static SalesAnswer Of(SalesRow row) => new(row.Name, row.Invoices, row.Lines, row.Units, Text(row.Gross), Text(row.Cancelled), Text(row.Net));

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
