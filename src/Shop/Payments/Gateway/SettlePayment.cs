using Actors;
using Actors.SideEffects;

namespace Shop.Payments.Gateway;

/// <summary>
/// The side effect that tells the gateway to capture, void or refund. When it cannot be told, the instruction becomes a dead
/// letter, for an operator to replay: money must not be forgotten, and nothing else can be decided by a program.
/// </summary>
/// <param name="gateway">The gateway.</param>
public sealed class SettlePayment(IPaymentGateway gateway) : ISideEffectHandler<PaymentEvent.SettlementInstructed>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutgoingCommand>> Handle(
        PaymentEvent.SettlementInstructed @event, SideEffectContext context, CancellationToken cancellationToken)
    {
        await gateway.Settle(
            new SettlementRequest(context.Event.Entity.Id.Value, @event.Kind, @event.Amount, context.IdempotencyKey), cancellationToken);
        return [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutgoingCommand> GiveUp(
        PaymentEvent.SettlementInstructed @event, SideEffectContext context, Exception lastFailure) => [];
}
