namespace Shop.Publishing;

/// <summary>What others are told of goods sold from stock: <c>shop.stock-sold.v1</c>.</summary>
/// <param name="Quantity">How many.</param>
/// <param name="Amount">What they come to.</param>
public sealed record SoldLine(int Quantity, decimal Amount);
