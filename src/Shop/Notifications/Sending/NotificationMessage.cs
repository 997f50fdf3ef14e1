namespace Shop.Notifications.Sending;

/// <summary>A notification on its way.</summary>
/// <param name="IdempotencyKey">The order and which of its notifications it is; the same for every attempt.</param>
/// <param name="Order">The order's id.</param>
/// <param name="Customer">Who is to be told.</param>
/// <param name="Kind">What.</param>
/// <param name="Detail">More about it.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
public sealed record NotificationMessage(
    string IdempotencyKey, string Order, string Customer, NotificationKind Kind, string? Detail, int Attempt);
