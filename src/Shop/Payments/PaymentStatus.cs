namespace Shop.Payments;

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>Nothing was asked yet.</summary>
    None,

    /// <summary>The gateway has been asked.</summary>
    Requested,

    /// <summary>The gateway holds the money for us.</summary>
    Authorised,

    /// <summary>The gateway said no, or could not be reached.</summary>
    Declined,

    /// <summary>The money is ours.</summary>
    Captured,

    /// <summary>Given up before capture; whatever the gateway holds or will hold is let go.</summary>
    Voided,
}
