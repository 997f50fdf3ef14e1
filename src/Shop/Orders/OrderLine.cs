using System.Text.Json.Serialization;

namespace Shop.Orders;

/// <summary>A numbered line of an order, as its events tell it to others.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="StockCode">The product, case-sensitive.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">The price of one.</param>
public sealed record OrderLine(int Line, string StockCode, int Quantity, decimal UnitPrice)
{
    /// <summary>What the line costs.</summary>
    [JsonIgnore]
    public decimal Amount => Quantity * UnitPrice;
}
