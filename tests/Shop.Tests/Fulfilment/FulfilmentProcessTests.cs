using Actors;
using Actors.TestKit.Specifications;
using Shop.Customers;
using Shop.Fraud;
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
    public void An_order_that_is_reserved_is_checked() => Fulfilment()
        .When("order/1001", new OrderEvent.CheckRequested("ann", "France", 7.50m))
        .Then(Check(new FraudCheckCommand.AssessOrder("ann", "France", 7.50m, TestModel.Limits)));

    [Fact]
    public void An_order_that_may_be_suspect_is_checked_with_what_its_customers_account_knows() => Fulfilment()
        .When("order/1001", new OrderEvent.CheckRequested("ann", "France", 50_000.01m))
        .Then(OutgoingCommand.To<CustomerAccount, CustomerAccountCommand, CustomerAccountEvent>(
            "ann", new CustomerAccountCommand.TellStanding("1001", "France", 50_000.01m, TimeSpan.FromHours(1))));

    [Fact]
    public void What_the_account_knows_goes_to_the_check() => Fulfilment()
        .When("customer-account/ann", new CustomerAccountEvent.StandingTold("1001", "France", 50_000.01m, 12m, 2, DateTimeOffset.UnixEpoch))
        .Then(Check(new FraudCheckCommand.AssessOrder("ann", "France", 50_000.01m, TestModel.Limits, new CustomerStanding(12m, 2))));

    [Fact]
    public void What_the_check_decides_goes_to_the_order()
    {
        Fulfilment().When("fraud-check/1001", new FraudCheckEvent.OrderCleared("eve")).Then(ToOrder(new OrderCommand.RecordClearance()));
        Fulfilment().When("fraud-check/1001", new FraudCheckEvent.OrderRefused("country", null)).Then(ToOrder(new OrderCommand.RecordRefusal("check-refused")));
        Fulfilment().When("fraud-check/1001", new FraudCheckEvent.ReviewExpired()).Then(ToOrder(new OrderCommand.RecordRefusal("review-timeout")));
        Fulfilment().When("fraud-check/1001", new FraudCheckEvent.ReviewOpened("ann", "France", 1m, "country", DateTimeOffset.UnixEpoch)).ThenNothing();
    }

    [Fact]
    public void The_check_of_an_order_that_has_ended_is_withdrawn() => Fulfilment()
        .When("order/1001", new OrderEvent.CheckAbandoned()).Then(Check(new FraudCheckCommand.WithdrawCheck()));

    /// <summary>The order of a journal from before there were checks, of which the reaction has not read this event yet.</summary>
    [Fact]
    public void A_cleared_order_and_one_from_before_there_were_checks_are_paid() => Fulfilment()
        .When("order/1001", new OrderEvent.OrderReserved("ann", 7.50m))
        .Then(OutgoingCommand.To<Payment, PaymentCommand, PaymentEvent>("1001", new PaymentCommand.RequestAuthorisation("1001", "ann", 7.50m)));

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

    private static OutgoingCommand Check(FraudCheckCommand command) =>
        OutgoingCommand.To<FraudCheck, FraudCheckCommand, FraudCheckEvent>("1001", command);

    private static OutgoingCommand ToOrder(OrderCommand command) => OutgoingCommand.To<Order, OrderCommand, OrderEvent>("1001", command);

    private static OutgoingCommand Stock(StockItemCommand command) =>
        OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>("mug", command);
}
