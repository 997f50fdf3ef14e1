namespace Shop.Payments.Gateway;

/// <summary>Asks the gateway to hold money.</summary>
/// <param name="Payment">The payment's id.</param>
/// <param name="Customer">Who pays.</param>
/// <param name="Amount">How much.</param>
/// <param name="IdempotencyKey">The same for every attempt.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
public sealed record AuthorisationRequest(string Payment, string Customer, decimal Amount, string IdempotencyKey, int Attempt);
