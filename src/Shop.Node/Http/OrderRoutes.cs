using System.Globalization;
using Actors.Hosting.Http.ReadModels;
using Actors.Runtime;
using Microsoft.AspNetCore.Routing;
using Shop.Node.ReadModels;

namespace Shop.Node.Http;

/// <summary>Orders by customer, open orders, and orders by status.</summary>
internal static class OrderRoutes
{
    private static readonly string[] Projections = ["orders"];

    public static void MapOrders(this IEndpointRouteBuilder endpoints, ActorSystem system, OrderQueries orders)
    {
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = "/customers/{customer}/orders",
            Summary = "The orders and booked invoices of a customer, the newest first.",
            Projections = Projections,
            Parameters =
            [
                new("customer", "The customer."), new("status", "Only those in this status; invoices are 'booked'."),
                Parameters.From, Parameters.To, Parameters.After, Parameters.Limit,
            ],
            Answer = AnswerJson.Default.PageOrderAnswer,
            Handle = request => Answer(request, span => orders.OfCustomer(request.Path("customer"), request.Text("status"), span, request.Aborted)),
        });
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = "/orders/open",
            Summary = "Orders for which something is still to be done, the oldest first.",
            Projections = Projections,
            Parameters =
            [
                new("country", "Only those of this country."), new("status", "Only those in this status."),
                Parameters.From, Parameters.To, Parameters.After, Parameters.Limit,
            ],
            Answer = AnswerJson.Default.PageOrderAnswer,
            Handle = request => Answer(request, span => orders.Open(request.Text("country"), request.Text("status"), span, request.Aborted)),
        });
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = "/orders/statuses",
            Summary = "How many orders stand where, and what they come to, of those placed in a span of time.",
            Projections = Projections,
            Parameters = [Parameters.From, Parameters.To],
            Answer = AnswerJson.Default.PageStatusAnswer,
            Handle = async request =>
            {
                var (from, to) = request.Span();
                var rows = await orders.ByStatus(from, to, request.Aborted);
                var answers = rows.OrderBy(o => o.Key, StringComparer.Ordinal)
                    .Select(o => new StatusAnswer(o.Key, o.Value.Orders, o.Value.Amount.ToString(CultureInfo.InvariantCulture)));
                await request.Answer(new Page<StatusAnswer>([.. answers], null), AnswerJson.Default.PageStatusAnswer);
            },
        });
    }

    private static async Task Answer(ReadModelRequest request, Func<OrderSpan, Task<IReadOnlyList<OrderRow>>> list)
    {
        var (limit, (from, to)) = (Parameters.LimitOf(request), request.Span());
        var rows = await list(new OrderSpan(from, to, After(request), limit + 1));
        var page = Page<OrderRow>.Of(rows, limit, row => [Days.ToStored(row.Placed).ToString(CultureInfo.InvariantCulture), row.Kind, row.Id]);
        await request.Answer(new Page<OrderAnswer>([.. page.Items.Select(OrderAnswer.Of)], page.Next), AnswerJson.Default.PageOrderAnswer);
    }

    private static (long Placed, string Kind, string Id)? After(ReadModelRequest request) =>
        request.After(3) is [var placed, var kind, var id] ? (request.NumberOf(placed), kind, id) : null;
}
