using System.Text.Json.Serialization;

namespace Shop.Invoices;

/// <summary>What happens to an invoice.</summary>
public abstract record InvoiceEvent
{
    private InvoiceEvent()
    {
    }

    /// <summary>One line was booked. Its JSON names are short because a year has half a million of them.</summary>
    public sealed record InvoiceLineBooked(
        [property: JsonPropertyName("k")] InvoiceKind Kind,
        [property: JsonPropertyName("r")] long Row,
        [property: JsonPropertyName("s")] string StockCode,
        [property: JsonPropertyName("d")] string? Description,
        [property: JsonPropertyName("q")] int Quantity,
        [property: JsonPropertyName("p")] decimal UnitPrice,
        [property: JsonPropertyName("t")] DateTimeOffset Date,
        [property: JsonPropertyName("c")] string? Customer,
        [property: JsonPropertyName("n")] string Country) : InvoiceEvent
    {
        /// <summary>What the line comes to, exactly.</summary>
        [JsonIgnore]
        public decimal Amount => Quantity * UnitPrice;
    }
}
