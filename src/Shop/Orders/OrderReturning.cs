using System.Globalization;
using Actors;
using Shop.Notifications;

namespace Shop.Orders;

/// <summary>Delivered goods that come back, in one or several returns, and their refunds.</summary>
internal static class OrderReturning
{
    public static Decision<OrderEvent> Return(Order state, IReadOnlyList<ReturnedLine> lines)
    {
        if (state.Status != OrderStatus.Delivered)
            return new Rejection("order-not-delivered", $"The order is {state.Status}; only delivered goods can come back.");

        if (lines.Count is 0 or > Order.LinesMax || lines.Any(line => line.Quantity < 1 || line.Line < 1 || line.Line > state.Lines.Count))
            return new Rejection("return-invalid", "A return names lines of the order, with at least one piece each.");

        foreach (var group in lines.GroupBy(line => line.Line))
        {
            var known = state.Lines[group.Key - 1];
            if (known.Returned + group.Sum(line => (long)line.Quantity) > known.Item.Quantity)
                return new Rejection("return-exceeds-order", $"Line {group.Key} had {known.Item.Quantity}, of which {known.Returned} came back before.");
        }

        OrderLine[] returned = [.. lines.Select(line => state.Lines[line.Line - 1].Item with { Quantity = line.Quantity })];
        return new OrderEvent.LinesReturned(state.Customer, state.Country, returned, returned.Sum(line => line.Amount));
    }

    public static Decision<OrderEvent> Refund(Order state, decimal amount) => amount > state.RefundDue
        ? new Rejection("refund-unexpected", $"{amount} was refunded, but {state.RefundDue} is due.")
        : Decision<OrderEvent>.Accept(
            new OrderEvent.OrderRefunded(amount),
            OrderNotifying.Tell(state, NotificationKind.Refunded, amount.ToString(CultureInfo.InvariantCulture)));

    public static Order Apply(Order state, OrderEvent.LinesReturned returned)
    {
        var lines = state.Lines;
        foreach (var back in returned.Lines)
            lines = Order.Replace(lines, back.Line, line => line with { Returned = line.Returned + back.Quantity });

        return state with
        {
            Lines = lines,
            RefundDue = state.RefundDue + returned.Amount,
            Status = lines.All(line => line.Returned == line.Item.Quantity) ? OrderStatus.Returned : state.Status,
        };
    }
}
