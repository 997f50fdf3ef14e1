namespace Shop.Publishing;

/// <summary>What others are told of money for an order: <c>shop.order-paid.v1</c> and <c>shop.order-refunded.v1</c>.</summary>
/// <param name="Amount">How much.</param>
public sealed record MovedMoney(decimal Amount);
