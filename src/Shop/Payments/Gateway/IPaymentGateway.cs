namespace Shop.Payments.Gateway;

/// <summary>
/// The payment provider, outside. It is called at least once per request, with the same idempotency key each time, and must do
/// the thing once. A failed call throws; a refusal is an answer. Calls for different payments may run concurrently.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Asks to hold money.</summary>
    Task<AuthorisationAnswer> Authorise(AuthorisationRequest request, CancellationToken cancellationToken);

    /// <summary>Tells what to do with held or taken money. Voiding what is not held has no effect.</summary>
    Task Settle(SettlementRequest request, CancellationToken cancellationToken);
}
