namespace Shop.Publishing;

/// <summary>What others are told of a line of an invoice: <c>shop.invoice-line-booked.v1</c>.</summary>
/// <param name="Product">The product or fee.</param>
/// <param name="Country">The customer's.</param>
/// <param name="Quantity">How many; negative for what comes back.</param>
/// <param name="Amount">What the line comes to.</param>
public sealed record BookedLine(string Product, string Country, int Quantity, decimal Amount);
