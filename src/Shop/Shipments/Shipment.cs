using Actors;

namespace Shop.Shipments;

/// <summary>The parcel of one order. Its id is the order's. A durable timer stands in for the carrier's notice of delivery.</summary>
public sealed record Shipment : IEntity<Shipment, ShipmentCommand, ShipmentEvent>
{
    /// <summary>The timer that delivers.</summary>
    public const string DeliveryTimer = "delivery";

    /// <inheritdoc/>
    public static EntityType Type { get; } = new("shipment");

    /// <inheritdoc/>
    public static Shipment Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public ShipmentStatus Status { get; init; }

    /// <summary>The order it belongs to.</summary>
    public string Order { get; init; } = "";

    /// <summary>How many pieces.</summary>
    public int Units { get; init; }

    /// <summary>When it is expected to arrive.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <inheritdoc/>
    public static Decision<ShipmentEvent> Decide(Shipment state, ShipmentCommand command, in DecisionContext context) => command switch
    {
        ShipmentCommand.DispatchShipment when state.Status != ShipmentStatus.None =>
            new Rejection("shipment-exists", $"The shipment is {state.Status} already."),
        ShipmentCommand.DispatchShipment dispatch => Dispatch(dispatch, context.Time + dispatch.Transit),
        ShipmentCommand.DeliverShipment when state.Status != ShipmentStatus.Dispatched =>
            new Rejection("shipment-not-dispatched", $"The shipment is {state.Status}; only one on its way can arrive."),
        ShipmentCommand.DeliverShipment => Decision<ShipmentEvent>
            .Accept(new ShipmentEvent.ShipmentDelivered(state.Order)).CancelTimer(DeliveryTimer),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A shipment does not know this command."),
    };

    /// <inheritdoc/>
    public static Shipment Evolve(Shipment state, ShipmentEvent @event) => @event switch
    {
        ShipmentEvent.ShipmentDispatched dispatched => state with
        {
            Status = ShipmentStatus.Dispatched,
            Order = dispatched.Order,
            Units = dispatched.Units,
            Due = dispatched.Due,
        },
        ShipmentEvent.ShipmentDelivered => state with { Status = ShipmentStatus.Delivered },
        _ => state,
    };

    private static Decision<ShipmentEvent> Dispatch(ShipmentCommand.DispatchShipment dispatch, DateTimeOffset due) => Decision<ShipmentEvent>
        .Accept(new ShipmentEvent.ShipmentDispatched(dispatch.Order, dispatch.Country, dispatch.Units, due))
        .SetTimer(DeliveryTimer, due, new ShipmentCommand.DeliverShipment());
}
