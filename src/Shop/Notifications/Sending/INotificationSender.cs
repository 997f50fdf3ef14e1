namespace Shop.Notifications.Sending;

/// <summary>
/// Whoever brings notifications to customers, outside. It is called at least once for each, with the same idempotency key each time, and
/// must show it to the customer once. A failed call throws. Calls for different orders may run concurrently.
/// </summary>
public interface INotificationSender
{
    /// <summary>Takes a notification.</summary>
    Task Send(NotificationMessage message, CancellationToken cancellationToken);
}
