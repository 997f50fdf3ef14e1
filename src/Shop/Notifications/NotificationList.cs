namespace Shop.Notifications;

/// <summary>What the customer of an order was told, or is to be told, in order.</summary>
/// <param name="Notifications">The notifications.</param>
public sealed record NotificationList(IReadOnlyList<OrderNotification> Notifications);
