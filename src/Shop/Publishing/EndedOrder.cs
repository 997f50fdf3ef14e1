namespace Shop.Publishing;

/// <summary>What others are told of an order that was given up: <c>shop.order-cancelled.v1</c>.</summary>
/// <param name="Code">Why.</param>
public sealed record EndedOrder(string Code);
