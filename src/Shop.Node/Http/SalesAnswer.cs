namespace Shop.Node.Http;

/// <summary>One row of sales; amounts are decimal strings, so that no client rounds them.</summary>
internal sealed record SalesAnswer(string Name, long Invoices, long Lines, long Units, string Gross, string Cancelled, string Net);
