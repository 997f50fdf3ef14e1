using Actors;
using Actors.SideEffects;
using Shop.Orders;

namespace Shop.Notifications.Sending;

/// <summary>The side effect that tells the customer, and has the order record that it did, or that it gave up.</summary>
/// <param name="sender">Brings the notification.</param>
public sealed class TellCustomer(INotificationSender sender) : ISideEffectHandler<OrderEvent.NotificationRequested>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutgoingCommand>> Handle(
        OrderEvent.NotificationRequested @event, SideEffectContext context, CancellationToken cancellationToken)
    {
        var order = context.Event.Entity;

        // Not the key of the event: when a notification is asked for again, the receiver must still know it by its name.
        await sender.Send(
            new NotificationMessage($"{order.Id}/{@event.Key}", order.Id.Value, @event.Customer, @event.Kind, @event.Detail, context.Attempt),
            cancellationToken);
        return [new OutgoingCommand(order, new OrderCommand.RecordNotification(@event.Key))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutgoingCommand> GiveUp(
        OrderEvent.NotificationRequested @event, SideEffectContext context, Exception lastFailure) =>
        [new OutgoingCommand(context.Event.Entity, new OrderCommand.AbandonNotification(@event.Key, lastFailure.Message))];
}
