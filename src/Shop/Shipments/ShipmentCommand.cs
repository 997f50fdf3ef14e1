namespace Shop.Shipments;

/// <summary>What can be asked of a shipment.</summary>
public abstract record ShipmentCommand
{
    private ShipmentCommand()
    {
    }

    /// <summary>Hands the parcel to the carrier.</summary>
    /// <param name="Order">The order's id.</param>
    /// <param name="Country">Where it goes.</param>
    /// <param name="Units">How many pieces.</param>
    /// <param name="Transit">How long it takes; not negative.</param>
    public sealed record DispatchShipment(string Order, string Country, int Units, TimeSpan Transit) : ShipmentCommand;

    /// <summary>The parcel has arrived.</summary>
    public sealed record DeliverShipment : ShipmentCommand;
}
