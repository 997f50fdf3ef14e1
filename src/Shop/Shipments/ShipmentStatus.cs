namespace Shop.Shipments;

/// <summary>Where a shipment stands.</summary>
public enum ShipmentStatus
{
    /// <summary>Nothing has left.</summary>
    None,

    /// <summary>On its way.</summary>
    Dispatched,

    /// <summary>Arrived.</summary>
    Delivered,
}
