using Actors;
using Actors.Reactions;
using Shop.Customers;
using Shop.Orders;
using Shop.Payments;

namespace Shop.Fulfilment;

/// <summary>Keeps the customers' accounts up to date with their orders, payments and refunds.</summary>
public static class CustomerLedger
{
    /// <summary>The reaction.</summary>
    public static Reaction Create() => Reaction.Named("customer-ledger")
        .On<OrderEvent.OrderPlaced>((e, at) => To(e.Customer, new CustomerAccountCommand.RecordOrder(at.Entity.Id.Value, e.Amount)))
        .On<PaymentEvent.PaymentCaptured>((e, _) => To(e.Customer, new CustomerAccountCommand.RecordSpending(e.Order, e.Amount)))
        .On<PaymentEvent.PaymentRefunded>((e, _) => To(e.Customer, new CustomerAccountCommand.RecordRepayment(e.Order, e.Amount)))
        .Build();

    private static OutgoingCommand[] To(string customer, CustomerAccountCommand command) =>
        [OutgoingCommand.To<CustomerAccount, CustomerAccountCommand, CustomerAccountEvent>(customer, command)];
}
