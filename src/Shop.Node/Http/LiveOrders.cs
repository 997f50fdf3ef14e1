using System.Globalization;
using Actors.Hosting.Http.ReadModels;
using Actors.Journal;
using Actors.Runtime;
using Actors.Runtime.LiveViews;
using Actors.Schema;
using Microsoft.AspNetCore.Routing;
using Shop.Node.ReadModels;
using Shop.Orders;

namespace Shop.Node.Http;

/// <summary>The open orders as they change, for a screen. Begins to follow the journal when somebody looks for the first time.</summary>
internal static class LiveOrders
{
    public static void MapLiveOrders(this IEndpointRouteBuilder endpoints, ActorSystem system)
    {
        var view = new LiveView<OrderAnswer>("open orders", (record, row) => Changes(system.Model, record, row), new LiveViewOptions { StartsWhenWanted = true });
        system.Follow(view);
        endpoints.MapLiveView(new LiveViewRoute<OrderAnswer>
        {
            Path = "/live/orders",
            Summary = "The open orders, then each change of them, as server-sent events: reset, row, gone, ready, dropped.",
            View = view,
            Form = AnswerJson.Default.OrderAnswer,
            Parameters = [new("customer", "Only orders of this customer."), new("country", "Only orders of this country.")],
            Filter = request =>
            {
                var (customer, country) = (request.Query["customer"].ToString(), request.Query["country"].ToString());
                return order => (customer.Length == 0 || order.Customer == customer) && (country.Length == 0 || order.Country == country);
            },
        });
    }

    private static IEnumerable<LiveChange<OrderAnswer>> Changes(ActorModel model, JournalRecord record, Func<string, OrderAnswer?> row)
    {
        // Looked at before it is decoded: most records are about other things.
        if (record.Entity.Type != Order.Type || model.EventOf(record) is not OrderEvent @event)
        {
            return [];
        }

        var id = record.Entity.Id.Value;
        if (@event is OrderEvent.OrderPlaced placed)
        {
            var amount = placed.Amount.ToString(CultureInfo.InvariantCulture);
            return [new(id, new OrderAnswer(OrdersProjection.Order, id, placed.Customer, placed.Country, placed.Lines.Count, amount, "placed", record.Time, record.Time))];
        }

        var status = OrdersProjection.StatusAfter(@event);
        return status is null || row(id) is not { } order ? []
            : [new(id, OrdersProjection.IsOpen(status) ? order with { Status = status, Changed = record.Time } : null)];
    }
}
