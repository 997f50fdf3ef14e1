using System.Text.Json.Serialization;
using Shop.Customers;
using Shop.Invoices;
using Shop.Orders;
using Shop.Payments;
using Shop.Shipments;
using Shop.Stock;

namespace Shop;

/// <summary>
/// The JSON of Shop's states and messages, generated at compile time. Amounts are JSON numbers, read and written as decimals, so
/// no digit is lost. A message without a required member is refused; unknown members are passed over, so that newer senders work.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(StockItem))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(Shipment))]
[JsonSerializable(typeof(CustomerAccount))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(OrderCommand.PlaceOrder))]
[JsonSerializable(typeof(OrderCommand.RecordReservation))]
[JsonSerializable(typeof(OrderCommand.RefuseLine))]
[JsonSerializable(typeof(OrderCommand.ExpireReservation))]
[JsonSerializable(typeof(OrderCommand.RecordAuthorisation))]
[JsonSerializable(typeof(OrderCommand.RecordDecline))]
[JsonSerializable(typeof(OrderCommand.ExpirePayment))]
[JsonSerializable(typeof(OrderCommand.RecordCapture))]
[JsonSerializable(typeof(OrderCommand.RecordDispatch))]
[JsonSerializable(typeof(OrderCommand.RecordDelivery))]
[JsonSerializable(typeof(OrderCommand.CancelOrder))]
[JsonSerializable(typeof(OrderCommand.ReturnLines))]
[JsonSerializable(typeof(OrderCommand.RecordRefund))]
[JsonSerializable(typeof(OrderEvent.OrderPlaced))]
[JsonSerializable(typeof(OrderEvent.LineReserved))]
[JsonSerializable(typeof(OrderEvent.OrderReserved))]
[JsonSerializable(typeof(OrderEvent.PaymentAccepted))]
[JsonSerializable(typeof(OrderEvent.OrderPaid))]
[JsonSerializable(typeof(OrderEvent.OrderShipped))]
[JsonSerializable(typeof(OrderEvent.OrderDelivered))]
[JsonSerializable(typeof(OrderEvent.OrderCancelled))]
[JsonSerializable(typeof(OrderEvent.LinesReturned))]
[JsonSerializable(typeof(OrderEvent.OrderRefunded))]
[JsonSerializable(typeof(StockItemCommand.ReceiveStock))]
[JsonSerializable(typeof(StockItemCommand.ReserveStock))]
[JsonSerializable(typeof(StockItemCommand.ConfirmReservation))]
[JsonSerializable(typeof(StockItemCommand.ReleaseReservation))]
[JsonSerializable(typeof(StockItemCommand.RestockReturn))]
[JsonSerializable(typeof(StockItemCommand.SellLine))]
[JsonSerializable(typeof(StockItemEvent.StockReceived))]
[JsonSerializable(typeof(StockItemEvent.StockReserved))]
[JsonSerializable(typeof(StockItemEvent.StockBackOrdered))]
[JsonSerializable(typeof(StockItemEvent.ReservationRefused))]
[JsonSerializable(typeof(StockItemEvent.ReservationConfirmed))]
[JsonSerializable(typeof(StockItemEvent.ReservationReleased))]
[JsonSerializable(typeof(StockItemEvent.BackOrderDropped))]
[JsonSerializable(typeof(StockItemEvent.StockRestocked))]
[JsonSerializable(typeof(StockItemEvent.StockSold))]
[JsonSerializable(typeof(PaymentCommand.RequestAuthorisation))]
[JsonSerializable(typeof(PaymentCommand.ApprovePayment))]
[JsonSerializable(typeof(PaymentCommand.DeclinePayment))]
[JsonSerializable(typeof(PaymentCommand.AbandonPayment))]
[JsonSerializable(typeof(PaymentCommand.CapturePayment))]
[JsonSerializable(typeof(PaymentCommand.VoidPayment))]
[JsonSerializable(typeof(PaymentCommand.RefundPayment))]
[JsonSerializable(typeof(PaymentEvent.AuthorisationRequested))]
[JsonSerializable(typeof(PaymentEvent.PaymentAuthorised))]
[JsonSerializable(typeof(PaymentEvent.PaymentDeclined))]
[JsonSerializable(typeof(PaymentEvent.PaymentCaptured))]
[JsonSerializable(typeof(PaymentEvent.PaymentVoided))]
[JsonSerializable(typeof(PaymentEvent.LateAuthorisationVoided))]
[JsonSerializable(typeof(PaymentEvent.PaymentRefunded))]
[JsonSerializable(typeof(PaymentEvent.SettlementInstructed))]
[JsonSerializable(typeof(ShipmentCommand.DispatchShipment))]
[JsonSerializable(typeof(ShipmentCommand.DeliverShipment))]
[JsonSerializable(typeof(ShipmentEvent.ShipmentDispatched))]
[JsonSerializable(typeof(ShipmentEvent.ShipmentDelivered))]
[JsonSerializable(typeof(CustomerAccountCommand.RecordOrder))]
[JsonSerializable(typeof(CustomerAccountCommand.RecordSpending))]
[JsonSerializable(typeof(CustomerAccountCommand.RecordRepayment))]
[JsonSerializable(typeof(CustomerAccountEvent.OrderRecorded))]
[JsonSerializable(typeof(CustomerAccountEvent.SpendingRecorded))]
[JsonSerializable(typeof(CustomerAccountEvent.RepaymentRecorded))]
[JsonSerializable(typeof(InvoiceCommand.BookLine))]
[JsonSerializable(typeof(InvoiceEvent.InvoiceLineBooked))]
public sealed partial class ShopJson : JsonSerializerContext;
