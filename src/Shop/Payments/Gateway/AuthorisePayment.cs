using Actors;
using Actors.SideEffects;

namespace Shop.Payments.Gateway;

/// <summary>The side effect that asks the gateway to hold money, and brings back its answer.</summary>
/// <param name="gateway">The gateway.</param>
public sealed class AuthorisePayment(IPaymentGateway gateway) : ISideEffectHandler<PaymentEvent.AuthorisationRequested>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutgoingCommand>> Handle(
        PaymentEvent.AuthorisationRequested @event, SideEffectContext context, CancellationToken cancellationToken)
    {
        var payment = context.Event.Entity;
        var answer = await gateway.Authorise(
            new AuthorisationRequest(payment.Id.Value, @event.Customer, @event.Amount, context.IdempotencyKey, context.Attempt),
            cancellationToken);
        PaymentCommand result = answer.IsApproved
            ? new PaymentCommand.ApprovePayment(answer.Reference)
            : new PaymentCommand.DeclinePayment(answer.Reference);
        return [new OutgoingCommand(payment, result)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutgoingCommand> GiveUp(
        PaymentEvent.AuthorisationRequested @event, SideEffectContext context, Exception lastFailure) =>
        [new OutgoingCommand(context.Event.Entity, new PaymentCommand.AbandonPayment(lastFailure.Message))];
}
