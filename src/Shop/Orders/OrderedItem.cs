namespace Shop.Orders;

/// <summary>One line of an order as the customer asks for it. Its line number is its place in the order, from 1.</summary>
/// <param name="StockCode">The product, case-sensitive.</param>
/// <param name="Quantity">How many, 1 to 1,000,000.</param>
/// <param name="UnitPrice">The price of one; not negative.</param>
public sealed record OrderedItem(string StockCode, int Quantity, decimal UnitPrice);
