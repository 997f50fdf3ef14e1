using System.Globalization;
using Actors;
using Shop.Notifications;

namespace Shop.Orders;

/// <summary>What the customer is told of an order, and whether that succeeded.</summary>
internal static class OrderNotifying
{
    /// <summary>Asks to tell the customer of what has just happened. Only refunds happen more than once.</summary>
    public static OrderEvent.NotificationRequested Tell(Order state, NotificationKind kind, string? detail = null)
    {
        var key = kind.ToString().ToLowerInvariant();
        if (kind == NotificationKind.Refunded)
        {
            var number = state.Notifications.Count(notification => notification.Kind == NotificationKind.Refunded) + 1;
            key = string.Create(CultureInfo.InvariantCulture, $"{key}-{number}");
        }

        return new OrderEvent.NotificationRequested(key, kind, state.Customer, detail);
    }

    public static Decision<OrderEvent> Record(Order state, string key) => Find(state, key) switch
    {
        null => Unknown(key),
        { Status: NotificationStatus.Told } => Decision<OrderEvent>.Nothing,
        _ => new OrderEvent.CustomerTold(key),
    };

    public static Decision<OrderEvent> Abandon(Order state, OrderCommand.AbandonNotification abandoned) => Find(state, abandoned.Key) switch
    {
        null => Unknown(abandoned.Key),
        { Status: NotificationStatus.Requested } => new OrderEvent.NotificationGivenUp(abandoned.Key, abandoned.Failure),
        _ => Decision<OrderEvent>.Nothing,
    };

    public static Decision<OrderEvent> Repeat(Order state, string key) => Find(state, key) switch
    {
        null => Unknown(key),
        { Status: NotificationStatus.GivenUp } known => new OrderEvent.NotificationRequested(key, known.Kind, state.Customer, known.Detail),
        var known => new Rejection("notification-not-given-up", $"The notification is {known.Status}; only one that was given up is sent again."),
    };

    public static Order Apply(Order state, OrderEvent.NotificationRequested requested)
    {
        var notification = new OrderNotification(requested.Key, requested.Kind, requested.Detail, NotificationStatus.Requested);
        return Find(state, requested.Key) is null
            ? state with { Notifications = [.. state.Notifications, notification] }
            : Apply(state, requested.Key, _ => notification);
    }

    public static Order Apply(Order state, string key, Func<OrderNotification, OrderNotification> change) => state with
    {
        Notifications = [.. state.Notifications.Select(known => known.Key == key ? change(known) : known)],
    };

    private static OrderNotification? Find(Order state, string key) => state.Notifications.FirstOrDefault(known => known.Key == key);

    private static Rejection Unknown(string key) => new("notification-unknown", $"The order has no notification '{key}'.");
}
