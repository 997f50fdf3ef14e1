namespace Shop.Notifications;

/// <summary>What a customer is told of an order.</summary>
public enum NotificationKind
{
    /// <summary>It is paid for, and will be sent.</summary>
    Confirmed,

    /// <summary>It is on its way.</summary>
    Shipped,

    /// <summary>It has arrived.</summary>
    Delivered,

    /// <summary>It was given up.</summary>
    Cancelled,

    /// <summary>Money for goods that came back is on its way; once for each return.</summary>
    Refunded,
}
