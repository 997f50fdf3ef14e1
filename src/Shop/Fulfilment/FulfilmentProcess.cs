using Actors;
using Actors.Reactions;
using Shop.Customers;
using Shop.Fraud;
using Shop.Orders;
using Shop.Payments;
using Shop.Shipments;
using Shop.Stock;

namespace Shop.Fulfilment;

/// <summary>
/// The process manager of an order, as one reaction: place, reserve each line, check for fraud, authorise, capture, ship, deliver; release and
/// void when it ends early; restock and refund what comes back. It is one reaction and not several because the commands of one
/// reaction to one entity keep the order of their events: a line's release never overtakes its reservation.
/// </summary>
public static class FulfilmentProcess
{
    /// <summary>The reaction.</summary>
    /// <param name="limits">What makes an order suspect.</param>
    public static Reaction Create(FraudLimits limits) => AddCheck(AddStock(AddOrder(Reaction.Named("fulfilment"))), limits)
        .On<PaymentEvent.PaymentAuthorised>((e, _) => ToOrder(e.Order, new OrderCommand.RecordAuthorisation(e.Amount)))
        .On<PaymentEvent.PaymentDeclined>((e, _) => ToOrder(e.Order, new OrderCommand.RecordDecline(e.Code)))
        .On<PaymentEvent.PaymentCaptured>((e, _) => ToOrder(e.Order, new OrderCommand.RecordCapture(e.Amount)))
        .On<PaymentEvent.PaymentRefunded>((e, _) => ToOrder(e.Order, new OrderCommand.RecordRefund(e.Amount)))
        .On<ShipmentEvent.ShipmentDispatched>((e, _) => ToOrder(e.Order, new OrderCommand.RecordDispatch()))
        .On<ShipmentEvent.ShipmentDelivered>((e, _) => ToOrder(e.Order, new OrderCommand.RecordDelivery()))
        .Build();

    private static ReactionBuilder AddOrder(ReactionBuilder reaction) => reaction
        .On<OrderEvent.OrderPlaced>((e, at) => e.Lines.Select(line => ToStock(
            line, new StockItemCommand.ReserveStock(at.Entity.Id.Value, line.Line, line.Quantity, e.AllowBackOrder))))
        .On<OrderEvent.OrderReserved>((e, at) =>
            [ToPayment(at, new PaymentCommand.RequestAuthorisation(at.Entity.Id.Value, e.Customer, e.Amount))])
        .On<OrderEvent.PaymentAccepted>((_, at) => [ToPayment(at, new PaymentCommand.CapturePayment())])
        .On<OrderEvent.OrderPaid>((e, at) => Ship(e, at.Entity.Id.Value))
        .On<OrderEvent.OrderCancelled>((e, at) => Compensate(e, at))
        .On<OrderEvent.LinesReturned>((e, at) => e.Lines
            .Select(line => ToStock(line, new StockItemCommand.RestockReturn(at.Entity.Id.Value, line.Line, line.Quantity)))
            .Append(ToPayment(at, new PaymentCommand.RefundPayment(e.Amount))));

    private static ReactionBuilder AddStock(ReactionBuilder reaction) => reaction
        .On<StockItemEvent.StockReserved>((e, _) => ToOrder(e.Order, new OrderCommand.RecordReservation(e.Line)))
        .On<StockItemEvent.ReservationRefused>((e, _) => ToOrder(e.Order, new OrderCommand.RefuseLine(e.Line, e.Code)));

    /// <summary>Most orders are checked without their customer's account; one that is suspect only together with it goes there first.</summary>
    private static ReactionBuilder AddCheck(ReactionBuilder reaction, FraudLimits limits) => reaction
        .On<OrderEvent.CheckRequested>((e, at) => limits.NeedStanding(e.Amount)
            ? [OutgoingCommand.To<CustomerAccount, CustomerAccountCommand, CustomerAccountEvent>(
                e.Customer, new CustomerAccountCommand.TellStanding(at.Entity.Id.Value, e.Country, e.Amount, limits.OrdersWithin))]
            : ToCheck(at.Entity.Id.Value, new FraudCheckCommand.AssessOrder(e.Customer, e.Country, e.Amount, limits)))
        .On<CustomerAccountEvent.StandingTold>((e, at) => ToCheck(
            e.Order,
            new FraudCheckCommand.AssessOrder(at.Entity.Id.Value, e.Country, e.Amount, limits, new CustomerStanding(e.Spent, e.Recent))))
        .On<OrderEvent.CheckAbandoned>((_, at) => ToCheck(at.Entity.Id.Value, new FraudCheckCommand.WithdrawCheck()))
        .On<FraudCheckEvent.OrderCleared>((_, at) => ToOrder(at.Entity.Id.Value, new OrderCommand.RecordClearance()))
        .On<FraudCheckEvent.OrderRefused>((_, at) => ToOrder(at.Entity.Id.Value, new OrderCommand.RecordRefusal("check-refused")))
        .On<FraudCheckEvent.ReviewExpired>((_, at) => ToOrder(at.Entity.Id.Value, new OrderCommand.RecordRefusal("review-timeout")));

    private static IEnumerable<OutgoingCommand> Ship(OrderEvent.OrderPaid paid, string order)
    {
        foreach (var line in paid.Lines)
            yield return ToStock(line, new StockItemCommand.ConfirmReservation(order, line.Line));

        yield return OutgoingCommand.To<Shipment, ShipmentCommand, ShipmentEvent>(
            order, new ShipmentCommand.DispatchShipment(order, paid.Country, paid.Lines.Sum(line => line.Quantity), paid.Transit));
    }

    private static IEnumerable<OutgoingCommand> Compensate(OrderEvent.OrderCancelled cancelled, EventContext at)
    {
        foreach (var line in cancelled.Lines)
            yield return ToStock(line, new StockItemCommand.ReleaseReservation(at.Entity.Id.Value, line.Line));

        if (cancelled.PaymentRequested)
            yield return ToPayment(at, new PaymentCommand.VoidPayment(cancelled.Code));
    }

    private static OutgoingCommand[] ToOrder(string order, OrderCommand command) =>
        [OutgoingCommand.To<Order, OrderCommand, OrderEvent>(order, command)];

    private static OutgoingCommand[] ToCheck(string order, FraudCheckCommand command) =>
        [OutgoingCommand.To<FraudCheck, FraudCheckCommand, FraudCheckEvent>(order, command)];

    private static OutgoingCommand ToStock(OrderLine line, StockItemCommand command) =>
        OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>(line.StockCode, command);

    private static OutgoingCommand ToPayment(EventContext order, PaymentCommand command) =>
        OutgoingCommand.To<Payment, PaymentCommand, PaymentEvent>(order.Entity.Id.Value, command);
}
