namespace Shop.Invoices;

/// <summary>What can be asked of an invoice.</summary>
public abstract record InvoiceCommand
{
    private InvoiceCommand()
    {
    }

    /// <summary>Books one line.</summary>
    /// <param name="Row">Its row in the file it came from.</param>
    /// <param name="StockCode">The product or fee, case-sensitive.</param>
    /// <param name="Description">What it says, or <see langword="null"/>.</param>
    /// <param name="Quantity">How many; negative for what comes back or is written off, never 0.</param>
    /// <param name="UnitPrice">The price of one; negative on adjustments.</param>
    /// <param name="Date">The invoice's date.</param>
    /// <param name="Customer">Whose invoice it is, or <see langword="null"/> when not known.</param>
    /// <param name="Country">Where the customer is.</param>
    public sealed record BookLine(
        long Row, string StockCode, string? Description, int Quantity, decimal UnitPrice, DateTimeOffset Date, string? Customer, string Country)
        : InvoiceCommand;
}
