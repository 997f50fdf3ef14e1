using Actors.TestKit.WireForms;
using Shop.Customers;
using Shop.Fraud;
using Shop.Invoices;
using Shop.Notifications;
using Shop.Orders;
using Shop.Payments;
using Shop.Shipments;
using Shop.Stock;
using Xunit;

namespace Shop.Tests.Schema;

/// <summary>What Shop has written into journals stays readable: see shop.golden.txt beside this file.</summary>
public sealed class ShopGoldenJournalTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly OrderLine[] Lines = [new(1, "mug", 2, 4.95m), new(2, "lamp", 1, 39.90m)];

    [Fact]
    public void Every_event_that_stands_in_journals_is_still_read_as_it_was_meant() => new GoldenJournal(TestModel.Shop)
        .With(Order.Type, OrderEvents())
        .With(StockItem.Type, StockItemEvents())
        .With(Payment.Type, PaymentEvents())
        .With(Shipment.Type, new ShipmentEvent.ShipmentDispatched("O-1", "France", 3, Day), new ShipmentEvent.ShipmentDelivered("O-1"))
        .With(
            CustomerAccount.Type,
            new CustomerAccountEvent.OrderRecorded("O-1", 49.80m),
            new CustomerAccountEvent.SpendingRecorded("O-1", 49.80m),
            new CustomerAccountEvent.RepaymentRecorded("O-1", 4.95m),
            new CustomerAccountEvent.StandingTold("O-1", "France", 49.80m, 120.50m, 2, Day))
        .With(FraudCheck.Type, FraudCheckEvents())
        .With(
            Invoice.Type,
            new InvoiceEvent.InvoiceLineBooked(InvoiceKind.Sale, 7, "85123A", "WHITE HANGING HEART", 6, 2.55m, Day, "17850", "United Kingdom"),
            new InvoiceEvent.InvoiceLineBooked(InvoiceKind.Cancellation, 8, "D", null, -1, 27.50m, Day, null, "United Kingdom"))
        .Matches("shop.golden.txt");

    private static object[] OrderEvents() =>
    [
        new OrderEvent.OrderPlaced("C-1", "France", Lines, 49.80m, true, TimeSpan.FromMinutes(30), TimeSpan.FromDays(2)),
        new OrderEvent.LineReserved(1),
        new OrderEvent.CheckRequested("C-1", "France", 49.80m),
        new OrderEvent.CheckAbandoned(),
        new OrderEvent.OrderReserved("C-1", 49.80m),
        new OrderEvent.PaymentAccepted(49.80m),
        new OrderEvent.OrderPaid("C-1", "France", Lines, 49.80m, TimeSpan.FromDays(2)),
        new OrderEvent.OrderShipped(),
        new OrderEvent.OrderDelivered(),
        new OrderEvent.OrderCancelled("stock-exhausted", "There is no lamp left.", Lines, true),
        new OrderEvent.LinesReturned("C-1", "France", Lines, 49.80m),
        new OrderEvent.OrderRefunded(49.80m),
        new OrderEvent.NotificationRequested("refunded-2", NotificationKind.Refunded, "C-1", "49.80"),
        new OrderEvent.NotificationRequested("shipped", NotificationKind.Shipped, "C-1", null),
        new OrderEvent.CustomerTold("shipped"),
        new OrderEvent.NotificationGivenUp("refunded-2", "Nobody answers."),
    ];

    private static object[] StockItemEvents() =>
    [
        new StockItemEvent.StockReceived(10),
        new StockItemEvent.StockReserved("O-1", 1, 2),
        new StockItemEvent.StockBackOrdered("O-1", 1, 2),
        new StockItemEvent.ReservationRefused("O-1", 1, 2, "stock-exhausted"),
        new StockItemEvent.ReservationConfirmed("O-1", 1, 2),
        new StockItemEvent.ReservationReleased("O-1", 1, 2),
        new StockItemEvent.BackOrderDropped("O-1", 1, 2),
        new StockItemEvent.StockRestocked("O-1", 1, 2),
        new StockItemEvent.StockSold("536365", 7, 6, 2.55m),
    ];

    private static object[] FraudCheckEvents() =>
    [
        new FraudCheckEvent.ReviewOpened("C-1", "France", 49.80m, "new-customer", Day),
        new FraudCheckEvent.OrderCleared("eve"),
        new FraudCheckEvent.OrderCleared(null),
        new FraudCheckEvent.OrderRefused("country", "eve"),
        new FraudCheckEvent.OrderRefused("amount-too-high", null),
        new FraudCheckEvent.ReviewExpired(),
        new FraudCheckEvent.CheckWithdrawn(),
    ];

    private static object[] PaymentEvents() =>
    [
        new PaymentEvent.AuthorisationRequested("O-1", "C-1", 49.80m),
        new PaymentEvent.PaymentAuthorised("O-1", 49.80m, "ref-1"),
        new PaymentEvent.PaymentDeclined("O-1", "insufficient-funds"),
        new PaymentEvent.PaymentCaptured("O-1", "C-1", 49.80m),
        new PaymentEvent.PaymentVoided("O-1", 49.80m, "cancelled"),
        new PaymentEvent.LateAuthorisationVoided("O-1", 49.80m, "ref-1"),
        new PaymentEvent.PaymentRefunded("O-1", "C-1", 4.95m),
        new PaymentEvent.SettlementInstructed(SettlementKind.Capture, 49.80m),
    ];
}
