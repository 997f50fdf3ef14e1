namespace Shop.Publishing;

/// <summary>What others are told of an order that was placed: <c>shop.order-placed.v1</c>.</summary>
/// <param name="Country">The customer's.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Amount">What it comes to.</param>
public sealed record PlacedOrder(string Country, int Lines, decimal Amount);
