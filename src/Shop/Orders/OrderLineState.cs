namespace Shop.Orders;

/// <summary>What an order remembers of a line.</summary>
/// <param name="Item">What was ordered.</param>
/// <param name="IsReserved">Whether its stock item holds it for the order.</param>
/// <param name="Returned">How many came back.</param>
public sealed record OrderLineState(OrderLine Item, bool IsReserved = false, int Returned = 0);
