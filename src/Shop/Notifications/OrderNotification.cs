namespace Shop.Notifications;

/// <summary>What an order remembers of a notification.</summary>
/// <param name="Key">Names it within the order: <c>confirmed</c>, or <c>refunded-2</c> for the second refund.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Detail">More about it for the customer: why an order was given up, or how much is refunded.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Failure">Why it was given up, or <see langword="null"/>.</param>
public sealed record OrderNotification(string Key, NotificationKind Kind, string? Detail, NotificationStatus Status, string? Failure = null);
