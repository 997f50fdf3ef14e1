using Actors.Schema;
using Actors.SideEffects;
using Shop.Customers;
using Shop.Fraud;
using Shop.Fulfilment;
using Shop.Invoices;
using Shop.Notifications;
using Shop.Notifications.Sending;
using Shop.Orders;
using Shop.Payments;
using Shop.Payments.Gateway;
using Shop.Shipments;
using Shop.Stock;

namespace Shop;

/// <summary>The whole of Shop, ready to be run. The wire names here stand in journals and never change.</summary>
public static class ShopModel
{
    /// <summary>Builds the model.</summary>
    /// <param name="gateway">The payment provider.</param>
    /// <param name="sender">Who brings notifications to customers.</param>
    /// <param name="callOptions">How patiently both are called; <see langword="null"/> takes the defaults.</param>
    /// <param name="limits">What makes an order suspect; <see langword="null"/> takes the defaults.</param>
    public static ActorModel Create(
        IPaymentGateway gateway, INotificationSender sender, SideEffectOptions? callOptions = null, FraudLimits? limits = null) => new(
        [Orders(), StockItems(), Payments(), Shipments(), CustomerAccounts(), Invoices(), FraudChecks()],
        [FulfilmentProcess.Create(limits ?? new FraudLimits()), CustomerLedger.Create()],
        [
            SideEffect.Of("payment-gateway", new AuthorisePayment(gateway), callOptions),
            SideEffect.Of("payment-settlement", new SettlePayment(gateway), callOptions),
            SideEffect.Of("notification", new TellCustomer(sender), callOptions),
        ]);

    private static EntityDefinition Orders() => EntityDefinition.For<Order, OrderCommand, OrderEvent>(ShopJson.Default)
        .Command<OrderCommand.PlaceOrder>("place-order")
        .Command<OrderCommand.RecordReservation>("record-reservation")
        .Command<OrderCommand.RefuseLine>("refuse-line")
        .Command<OrderCommand.ExpireReservation>("expire-reservation")
        .Command<OrderCommand.RecordClearance>("record-clearance")
        .Command<OrderCommand.RecordRefusal>("record-refusal")
        .Command<OrderCommand.RecordAuthorisation>("record-authorisation")
        .Command<OrderCommand.RecordDecline>("record-decline")
        .Command<OrderCommand.ExpirePayment>("expire-payment")
        .Command<OrderCommand.RecordCapture>("record-capture")
        .Command<OrderCommand.RecordDispatch>("record-dispatch")
        .Command<OrderCommand.RecordDelivery>("record-delivery")
        .Command<OrderCommand.CancelOrder>("cancel-order")
        .Command<OrderCommand.ReturnLines>("return-lines")
        .Command<OrderCommand.RecordRefund>("record-refund")
        .Command<OrderCommand.RecordNotification>("record-notification")
        .Command<OrderCommand.AbandonNotification>("abandon-notification")
        .Command<OrderCommand.RepeatNotification>("repeat-notification")
        .Event<OrderEvent.OrderPlaced>("order-placed")
        .Event<OrderEvent.LineReserved>("line-reserved")
        .Event<OrderEvent.CheckRequested>("check-requested")
        .Event<OrderEvent.CheckAbandoned>("check-abandoned")
        .Event<OrderEvent.OrderReserved>("order-reserved")
        .Event<OrderEvent.PaymentAccepted>("payment-accepted")
        .Event<OrderEvent.OrderPaid>("order-paid")
        .Event<OrderEvent.OrderShipped>("order-shipped")
        .Event<OrderEvent.OrderDelivered>("order-delivered")
        .Event<OrderEvent.OrderCancelled>("order-cancelled")
        .Event<OrderEvent.LinesReturned>("lines-returned")
        .Event<OrderEvent.OrderRefunded>("order-refunded")
        .Event<OrderEvent.NotificationRequested>("notification-requested")
        .Event<OrderEvent.CustomerTold>("customer-told")
        .Event<OrderEvent.NotificationGivenUp>("notification-given-up")
        .Query<ListNotifications, NotificationList>("notifications", (order, _) => new NotificationList(order.Notifications))
        .Build();

    private static EntityDefinition StockItems() => EntityDefinition.For<StockItem, StockItemCommand, StockItemEvent>(ShopJson.Default)
        .Command<StockItemCommand.ReceiveStock>("receive-stock")
        .Command<StockItemCommand.ReserveStock>("reserve-stock")
        .Command<StockItemCommand.ConfirmReservation>("confirm-reservation")
        .Command<StockItemCommand.ReleaseReservation>("release-reservation")
        .Command<StockItemCommand.RestockReturn>("restock-return")
        .Command<StockItemCommand.SellLine>("sell-line")
        .Event<StockItemEvent.StockReceived>("stock-received")
        .Event<StockItemEvent.StockReserved>("stock-reserved")
        .Event<StockItemEvent.StockBackOrdered>("stock-back-ordered")
        .Event<StockItemEvent.ReservationRefused>("reservation-refused")
        .Event<StockItemEvent.ReservationConfirmed>("reservation-confirmed")
        .Event<StockItemEvent.ReservationReleased>("reservation-released")
        .Event<StockItemEvent.BackOrderDropped>("back-order-dropped")
        .Event<StockItemEvent.StockRestocked>("stock-restocked")
        .Event<StockItemEvent.StockSold>("stock-sold")
        .Build();

    private static EntityDefinition Payments() => EntityDefinition.For<Payment, PaymentCommand, PaymentEvent>(ShopJson.Default)
        .Command<PaymentCommand.RequestAuthorisation>("request-authorisation")
        .Command<PaymentCommand.ApprovePayment>("approve-payment")
        .Command<PaymentCommand.DeclinePayment>("decline-payment")
        .Command<PaymentCommand.AbandonPayment>("abandon-payment")
        .Command<PaymentCommand.CapturePayment>("capture-payment")
        .Command<PaymentCommand.VoidPayment>("void-payment")
        .Command<PaymentCommand.RefundPayment>("refund-payment")
        .Event<PaymentEvent.AuthorisationRequested>("authorisation-requested")
        .Event<PaymentEvent.PaymentAuthorised>("payment-authorised")
        .Event<PaymentEvent.PaymentDeclined>("payment-declined")
        .Event<PaymentEvent.PaymentCaptured>("payment-captured")
        .Event<PaymentEvent.PaymentVoided>("payment-voided")
        .Event<PaymentEvent.LateAuthorisationVoided>("late-authorisation-voided")
        .Event<PaymentEvent.PaymentRefunded>("payment-refunded")
        .Event<PaymentEvent.SettlementInstructed>("settlement-instructed")
        .Build();

    private static EntityDefinition Shipments() => EntityDefinition.For<Shipment, ShipmentCommand, ShipmentEvent>(ShopJson.Default)
        .Command<ShipmentCommand.DispatchShipment>("dispatch-shipment")
        .Command<ShipmentCommand.DeliverShipment>("deliver-shipment")
        .Event<ShipmentEvent.ShipmentDispatched>("shipment-dispatched")
        .Event<ShipmentEvent.ShipmentDelivered>("shipment-delivered")
        .Build();

    private static EntityDefinition CustomerAccounts() => EntityDefinition
        .For<CustomerAccount, CustomerAccountCommand, CustomerAccountEvent>(ShopJson.Default)
        .Command<CustomerAccountCommand.RecordOrder>("record-order")
        .Command<CustomerAccountCommand.RecordSpending>("record-spending")
        .Command<CustomerAccountCommand.RecordRepayment>("record-repayment")
        .Command<CustomerAccountCommand.TellStanding>("tell-standing")
        .Event<CustomerAccountEvent.OrderRecorded>("order-recorded")
        .Event<CustomerAccountEvent.SpendingRecorded>("spending-recorded")
        .Event<CustomerAccountEvent.RepaymentRecorded>("repayment-recorded")
        .Event<CustomerAccountEvent.StandingTold>("standing-told")
        .Build();

    private static EntityDefinition FraudChecks() => EntityDefinition.For<FraudCheck, FraudCheckCommand, FraudCheckEvent>(ShopJson.Default)
        .Command<FraudCheckCommand.AssessOrder>("assess-order")
        .Command<FraudCheckCommand.ClearOrder>("clear-order")
        .Command<FraudCheckCommand.RefuseOrder>("refuse-order")
        .Command<FraudCheckCommand.ExpireReview>("expire-review")
        .Command<FraudCheckCommand.WithdrawCheck>("withdraw-check")
        .Event<FraudCheckEvent.OrderCleared>("order-cleared")
        .Event<FraudCheckEvent.ReviewOpened>("review-opened")
        .Event<FraudCheckEvent.OrderRefused>("order-refused")
        .Event<FraudCheckEvent.ReviewExpired>("review-expired")
        .Event<FraudCheckEvent.CheckWithdrawn>("check-withdrawn")
        .Build();

    private static EntityDefinition Invoices() => EntityDefinition.For<Invoice, InvoiceCommand, InvoiceEvent>(ShopJson.Default)
        .Command<InvoiceCommand.BookLine>("book-line")
        .Event<InvoiceEvent.InvoiceLineBooked>("invoice-line-booked")
        .Build();
}
