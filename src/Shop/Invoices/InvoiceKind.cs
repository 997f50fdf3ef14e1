using System.Text.Json.Serialization;

namespace Shop.Invoices;

/// <summary>What an invoice is, by the first character of its number. Stands in the journal as a number, to keep events small.</summary>
[JsonConverter(typeof(JsonNumberEnumConverter<InvoiceKind>))]
public enum InvoiceKind
{
    /// <summary>A sale: the number has digits only.</summary>
    Sale = 0,

    /// <summary>A cancellation or return: <c>C</c> and digits.</summary>
    Cancellation = 1,

    /// <summary>An adjustment, such as a bad debt: <c>A</c> and digits.</summary>
    Adjustment = 2,
}
