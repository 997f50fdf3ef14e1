using Actors.TestKit.Specifications;
using Shop.Notifications;
using Shop.Orders;
using Xunit;
using static Shop.Orders.OrderCommand;
using static Shop.Orders.OrderEvent;

namespace Shop.Tests.Orders;

public sealed class OrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);
    private static readonly OrderLine Mugs = new(1, "mug", 3, 2.50m);
    private static readonly OrderLine Teapot = new(2, "teapot", 1, 12.345m);
    private static readonly OrderPlaced Placed = new("ann", "France", [Mugs, Teapot], 19.845m, false, QuarterHour, TwoDays);
    private static readonly CheckRequested CheckRequested = new("ann", "France", 19.845m);
    private static readonly OrderReserved Reserved = new("ann", 19.845m);

    [Fact]
    public void Placing_numbers_the_lines_and_sums_them_exactly() => Order()
        .When(new PlaceOrder("ann", "France", [new OrderedItem("mug", 3, 2.50m), new OrderedItem("teapot", 1, 12.345m)]))
        .Then(Placed);

    [Fact]
    public void Placing_with_back_orders_bounds_the_wait() => Order().At(Noon)
        .When(new PlaceOrder("ann", "France", [new OrderedItem("mug", 3, 2.50m)], AllowBackOrder: true))
        .Then(new OrderPlaced("ann", "France", [Mugs], 7.50m, true, QuarterHour, TwoDays))
        .ThenTimer("back-order", Noon.AddDays(30), new ExpireReservation());

    [Fact]
    public void An_order_is_placed_once() => Order().Given(Placed)
        .When(new PlaceOrder("ann", "France", [new OrderedItem("mug", 3, 2.50m)])).ThenRejected("order-exists");

    [Theory]
    [InlineData("", "mug", 1, 1, "customer-missing")]
    [InlineData("ann", "", 1, 1, "stock-code-invalid")]
    [InlineData("ann", "mug", 0, 1, "quantity-out-of-range")]
    [InlineData("ann", "mug", 1, -1, "price-out-of-range")]
    public void A_faulty_order_is_refused(string customer, string code, int quantity, int price, string rejection) => Order()
        .When(new PlaceOrder(customer, "France", [new OrderedItem(code, quantity, price)])).ThenRejected(rejection);

    [Fact]
    public void An_order_without_lines_is_refused() => Order()
        .When(new PlaceOrder("ann", "France", [])).ThenRejected("lines-out-of-range");

    [Fact]
    public void The_last_reservation_asks_for_the_check() => Order().Given(Placed, new LineReserved(2))
        .When(new RecordReservation(1))
        .Then(new LineReserved(1), CheckRequested).ThenTimerCancelled("back-order");

    [Fact]
    public void A_cleared_order_asks_for_the_payment_and_bounds_it() => Checking().At(Noon)
        .When(new RecordClearance())
        .Then(Reserved).ThenTimer("payment", Noon + QuarterHour, new ExpirePayment()).And
        .When(new RecordClearance()).ThenNothing();

    [Theory]
    [InlineData("check-refused")]
    [InlineData("review-timeout")]
    public void A_refused_order_ends_and_releases_all_lines(string code) => Checking()
        .When(new RecordRefusal(code))
        .Then(
            new OrderCancelled(code, "The order was not accepted.", [Mugs, Teapot], false),
            Tell(NotificationKind.Cancelled, "The order was not accepted.")).And
        .When(new RecordClearance()).ThenNothing();

    [Fact]
    public void An_order_that_is_cancelled_while_it_is_checked_needs_no_decision_any_more() => Checking()
        .When(new CancelOrder("too slow"))
        .Then(
            new CheckAbandoned(), new OrderCancelled("cancelled-by-customer", "too slow", [Mugs, Teapot], false),
            Tell(NotificationKind.Cancelled, "too slow")).And
        .When(new RecordRefusal("check-refused")).ThenNothing();

    [Fact]
    public void An_order_from_before_there_were_checks_goes_on_with_its_payment() => AwaitingPayment()
        .When(new RecordClearance()).ThenNothing().And
        .When(new RecordRefusal("check-refused")).ThenNothing().And
        .When(new RecordAuthorisation(19.845m)).Then(new PaymentAccepted(19.845m));

    [Fact]
    public void A_refused_line_ends_the_order_and_releases_all_lines() => Order().Given(Placed, new LineReserved(1))
        .When(new RefuseLine(2, "stock-exhausted"))
        .Then(
            new OrderCancelled("stock-exhausted", "Line 2 cannot be reserved.", [Mugs, Teapot], false),
            Tell(NotificationKind.Cancelled, "Line 2 cannot be reserved."));

    [Fact]
    public void A_reservation_for_a_cancelled_order_changes_nothing() => Order()
        .Given(Placed, new OrderCancelled("stock-exhausted", "", [Mugs, Teapot], false))
        .When(new RecordReservation(1)).ThenNothing();

    [Fact]
    public void A_payment_in_time_stops_the_clock() => AwaitingPayment()
        .When(new RecordAuthorisation(19.845m)).Then(new PaymentAccepted(19.845m)).ThenTimerCancelled("payment");

    [Fact]
    public void A_payment_of_another_amount_is_refused() => AwaitingPayment()
        .When(new RecordAuthorisation(19.84m)).ThenRejected("amount-differs");

    [Fact]
    public void A_payment_that_takes_too_long_ends_the_order() => AwaitingPayment()
        .When(new ExpirePayment())
        .Then(
            new OrderCancelled("payment-timeout", "The payment took longer than 00:15:00.", [Mugs, Teapot], true),
            Tell(NotificationKind.Cancelled, "The payment took longer than 00:15:00."))
        .And.When(new RecordAuthorisation(19.845m)).ThenNothing();

    [Fact]
    public void A_declined_payment_ends_the_order() => AwaitingPayment()
        .When(new RecordDecline("payment-declined"))
        .Then(
            new OrderCancelled("payment-declined", "The payment was declined.", [Mugs, Teapot], true),
            Tell(NotificationKind.Cancelled, "The payment was declined."));

    [Fact]
    public void A_paid_order_ships_and_arrives_and_is_not_cancelled() => AwaitingPayment()
        .When(new RecordAuthorisation(19.845m)).And
        .When(new RecordCapture(19.845m)).Then(new OrderPaid("ann", "France", [Mugs, Teapot], 19.845m, TwoDays), Tell(NotificationKind.Confirmed)).And
        .When(new CancelOrder("too dear")).ThenRejected("order-not-cancellable").And
        .When(new RecordDispatch()).Then(new OrderShipped(), Tell(NotificationKind.Shipped)).And
        .When(new RecordDelivery()).Then(new OrderDelivered(), Tell(NotificationKind.Delivered));

    [Fact]
    public void An_unpaid_order_is_not_shipped() => AwaitingPayment().When(new RecordDispatch()).ThenRejected("order-not-paid");

    [Fact]
    public void Returns_are_refunded_up_to_what_was_delivered() => Delivered()
        .When(new ReturnLines([new ReturnedLine(1, 2)])).Then(new LinesReturned("ann", "France", [Mugs with { Quantity = 2 }], 5.00m)).And
        .When(new ReturnLines([new ReturnedLine(1, 2)])).ThenRejected("return-exceeds-order").And
        .When(new RecordRefund(5.00m))
        .Then(new OrderRefunded(5.00m), new NotificationRequested("refunded-1", NotificationKind.Refunded, "ann", "5.00"))
        .ThenState(order => Assert.Equal(OrderStatus.Delivered, order.Status)).And
        .When(new ReturnLines([new ReturnedLine(1, 1), new ReturnedLine(2, 1)]))
        .ThenState(order => Assert.Equal(OrderStatus.Returned, order.Status)).And
        .When(new RecordRefund(99m)).ThenRejected("refund-unexpected");

    [Fact]
    public void Nothing_comes_back_before_it_was_delivered() => AwaitingPayment()
        .When(new ReturnLines([new ReturnedLine(1, 1)])).ThenRejected("order-not-delivered");

    [Fact]
    public void Each_refund_is_told_under_a_name_of_its_own() => Delivered()
        .When(new ReturnLines([new ReturnedLine(1, 1)])).And
        .When(new RecordRefund(2.50m)).Then(new OrderRefunded(2.50m), new NotificationRequested("refunded-1", NotificationKind.Refunded, "ann", "2.50")).And
        .When(new ReturnLines([new ReturnedLine(1, 1)])).And
        .When(new RecordRefund(2.50m)).Then(new OrderRefunded(2.50m), new NotificationRequested("refunded-2", NotificationKind.Refunded, "ann", "2.50"));

    [Fact]
    public void What_the_customer_was_told_is_recorded_once() => Delivered().Given(Tell(NotificationKind.Delivered))
        .When(new RecordNotification("delivered")).Then(new CustomerTold("delivered")).And
        .When(new RecordNotification("delivered")).ThenNothing().And
        .When(new AbandonNotification("delivered", "too late")).ThenNothing().And
        .When(new RepeatNotification("delivered")).ThenRejected("notification-not-given-up");

    [Fact]
    public void A_notification_that_was_given_up_is_asked_for_again_under_the_same_name() => Delivered().Given(Tell(NotificationKind.Delivered))
        .When(new RepeatNotification("delivered")).ThenRejected("notification-not-given-up").And
        .When(new AbandonNotification("delivered", "no answer")).Then(new NotificationGivenUp("delivered", "no answer")).And
        .When(new RepeatNotification("delivered")).Then(Tell(NotificationKind.Delivered))
        .ThenState(order => Assert.Equal(
            new OrderNotification("delivered", NotificationKind.Delivered, null, NotificationStatus.Requested), Assert.Single(order.Notifications))).And
        .When(new RecordNotification("delivered")).Then(new CustomerTold("delivered"));

    [Fact]
    public void Nothing_is_recorded_of_a_notification_that_there_is_not() => Delivered()
        .When(new RecordNotification("shipped")).ThenRejected("notification-unknown").And
        .When(new AbandonNotification("shipped", "")).ThenRejected("notification-unknown").And
        .When(new RepeatNotification("shipped")).ThenRejected("notification-unknown");

    /// <summary>A snapshot of an order from before there were notifications has none.</summary>
    [Fact]
    public void An_old_form_of_the_state_is_read_with_no_notifications()
    {
        var old = System.Text.Json.JsonSerializer.Deserialize(
            """
            {"status":"Shipped","customer":"ann","country":"France","lines":[],"amount":0,"paymentTimeout":"00:15:00",
            "transit":"00:00:00","cancelledFor":null,"refundDue":0,"refunded":0}
            """,
            ShopJson.Default.Order)!;
        Assert.Equal(OrderStatus.Shipped, old.Status);
        Assert.Empty(old.Notifications);
    }

    private static NotificationRequested Tell(NotificationKind kind, string? detail = null) => new(kind.ToString().ToLowerInvariant(), kind, "ann", detail);

    private static EntitySpecification<Order, OrderCommand, OrderEvent> Order() => new(TestModel.Shop, "1001");

    private static EntitySpecification<Order, OrderCommand, OrderEvent> Checking() =>
        Order().Given(Placed, new LineReserved(1), new LineReserved(2), CheckRequested);

    private static EntitySpecification<Order, OrderCommand, OrderEvent> AwaitingPayment() =>
        Order().Given(Placed, new LineReserved(1), new LineReserved(2), Reserved);

    private static EntitySpecification<Order, OrderCommand, OrderEvent> Delivered() => AwaitingPayment().Given(
        new PaymentAccepted(19.845m), new OrderPaid("ann", "France", [Mugs, Teapot], 19.845m, TwoDays), new OrderShipped(), new OrderDelivered());
}
