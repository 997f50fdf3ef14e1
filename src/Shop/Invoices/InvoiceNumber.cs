namespace Shop.Invoices;

/// <summary>The one rule for invoice numbers.</summary>
public static class InvoiceNumber
{
    /// <summary>Tells what an invoice is, or <see langword="null"/> when the text is not an invoice number.</summary>
    public static InvoiceKind? KindOf(ReadOnlySpan<char> number)
    {
        var digits = number.Length > 0 && number[0] is 'C' or 'A' ? number[1..] : number;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return null;

        return number[0] switch
        {
            'C' => InvoiceKind.Cancellation,
            'A' => InvoiceKind.Adjustment,
            _ => InvoiceKind.Sale,
        };
    }
}
