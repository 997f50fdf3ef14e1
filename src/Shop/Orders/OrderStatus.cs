namespace Shop.Orders;

/// <summary>Where an order stands. <see cref="Delivered"/>, <see cref="Cancelled"/> and <see cref="Returned"/> are ends.</summary>
public enum OrderStatus
{
    /// <summary>Not placed yet.</summary>
    None,

    /// <summary>Its lines are being reserved, or wait for stock.</summary>
    Reserving,

    /// <summary>All lines are reserved; the fraud check is under way, or waits for a person.</summary>
    Checking,

    /// <summary>The order is cleared; the authorisation of the payment is under way.</summary>
    AwaitingPayment,

    /// <summary>The payment is authorised and is being captured. From here on the order can no longer be cancelled.</summary>
    Capturing,

    /// <summary>The money is captured; the shipment is being prepared.</summary>
    Paid,

    /// <summary>On its way.</summary>
    Shipped,

    /// <summary>With the customer.</summary>
    Delivered,

    /// <summary>Given up, all reservations released, no money kept.</summary>
    Cancelled,

    /// <summary>Everything came back and was refunded.</summary>
    Returned,
}
