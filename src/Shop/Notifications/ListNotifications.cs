namespace Shop.Notifications;

/// <summary>Asks an order what its customer was told.</summary>
public sealed record ListNotifications;
