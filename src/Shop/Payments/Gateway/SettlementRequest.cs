namespace Shop.Payments.Gateway;

/// <summary>Tells the gateway what to do with money.</summary>
/// <param name="Payment">The payment's id.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Amount">With how much.</param>
/// <param name="IdempotencyKey">The same for every attempt.</param>
public sealed record SettlementRequest(string Payment, SettlementKind Kind, decimal Amount, string IdempotencyKey);
