namespace Shop.Notifications.Sending;

/// <summary>The sender did not take a notification, or did not say so.</summary>
/// <param name="message">What happened.</param>
public sealed class NotificationException(string message) : Exception(message);
