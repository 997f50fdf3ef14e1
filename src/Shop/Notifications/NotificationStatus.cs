namespace Shop.Notifications;

/// <summary>Where a notification stands.</summary>
public enum NotificationStatus
{
    /// <summary>It is to be sent.</summary>
    Requested,

    /// <summary>The sender has taken it.</summary>
    Told,

    /// <summary>The sender did not take it, after all retries.</summary>
    GivenUp,
}
