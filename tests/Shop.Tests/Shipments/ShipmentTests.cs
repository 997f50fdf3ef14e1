using Actors.TestKit.Specifications;
using Shop.Shipments;
using Xunit;
using static Shop.Shipments.ShipmentCommand;
using static Shop.Shipments.ShipmentEvent;

namespace Shop.Tests.Shipments;

public sealed class ShipmentTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_parcel_arrives_after_its_transit_time_once() => Shipment().At(Noon)
        .When(new DispatchShipment("1001", "France", 4, TimeSpan.FromDays(2)))
        .Then(new ShipmentDispatched("1001", "France", 4, Noon.AddDays(2)))
        .ThenTimer("delivery", Noon.AddDays(2), new DeliverShipment()).And
        .When(new DispatchShipment("1001", "France", 4, TimeSpan.FromDays(2))).ThenRejected("shipment-exists").And
        .When(new DeliverShipment()).Then(new ShipmentDelivered("1001")).And
        .When(new DeliverShipment()).ThenRejected("shipment-not-dispatched");

    private static EntitySpecification<Shipment, ShipmentCommand, ShipmentEvent> Shipment() => new(TestModel.Shop, "1001");
}
