namespace Shop.Shipments;

/// <summary>What happens to a shipment.</summary>
public abstract record ShipmentEvent
{
    private ShipmentEvent()
    {
    }

    /// <summary>The parcel has left.</summary>
    public sealed record ShipmentDispatched(string Order, string Country, int Units, DateTimeOffset Due) : ShipmentEvent;

    /// <summary>The parcel has arrived.</summary>
    public sealed record ShipmentDelivered(string Order) : ShipmentEvent;
}
