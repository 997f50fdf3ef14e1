using Actors;
using Actors.TestKit.Specifications;
using Shop.Orders;
using Shop.Payments;
using Shop.Shipments;
using Shop.Stock;
using Xunit;

namespace Shop.Tests.Fulfilment;

public sealed class FulfilmentProcessTests
{
    private static readonly OrderLine Mugs = new(1, "mug", 3, 2.50m);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void A_placed_order_reserves_each_line() => Fulfilment()
        .When("order/1001", new OrderEvent.OrderPlaced("ann", "France", [Mugs], 7.50m, true, Day, Day))
        .Then(Stock(new StockItemCommand.ReserveStock("1001", 1, 3, true)));

    [Fact]
    public void A_paid_order_takes_the_goods_and_ships() => Fulfilment()
        .When("order/1001", new OrderEvent.OrderPaid("ann", "France", [Mugs], 7.50m, Day))
        .Then(
            Stock(new StockItemCommand.ConfirmReservation("1001", 1)),
            OutgoingCommand.To<Shipment, ShipmentCommand, ShipmentEvent>("1001", new ShipmentCommand.DispatchShipment("1001", "France", 3, Day)));

    [Fact]
    public void A_cancelled_order_gives_back_all_it_holds() => Fulfilment()
        .When("order/1001", new OrderEvent.OrderCancelled("payment-timeout", "", [Mugs], true))
        .Then(
            Stock(new StockItemCommand.ReleaseReservation("1001", 1)),
            OutgoingCommand.To<Payment, PaymentCommand, PaymentEvent>("1001", new PaymentCommand.VoidPayment("payment-timeout")));

    [Fact]
    public void A_delivered_order_leads_to_nothing_more() => Fulfilment().When("order/1001", new OrderEvent.OrderDelivered()).ThenNothing();

    private static ReactionSpecification Fulfilment() => new(TestModel.Shop, "fulfilment");

    private static OutgoingCommand Stock(StockItemCommand command) =>
        OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>("mug", command);
}
