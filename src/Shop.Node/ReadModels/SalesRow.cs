namespace Shop.Node.ReadModels;

/// <summary>The sales of one country, product, month or day.</summary>
/// <param name="Name">Which.</param>
/// <param name="Invoices">Invoices and paid orders that begin here.</param>
/// <param name="Lines">Lines.</param>
/// <param name="Units">Pieces, net.</param>
/// <param name="Gross">What all lines but the cancelled ones come to.</param>
/// <param name="Cancelled">What the cancelled ones come to.</param>
internal sealed record SalesRow(string Name, long Invoices, long Lines, long Units, decimal Gross, decimal Cancelled)
{
    /// <summary>Gross and cancelled together.</summary>
    public decimal Net => Gross + Cancelled;
}
