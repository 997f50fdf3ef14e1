using System.Globalization;
using Actors.Hosting.Http.ReadModels;
using Actors.Runtime;
using Microsoft.AspNetCore.Routing;
using Shop.Node.ReadModels;

namespace Shop.Node.Http;

/// <summary>Sales by country, product, month and day.</summary>
internal static class SalesRoutes
{
    private static readonly string[] Projections = ["sales"];
    private static readonly ReadModelParameter Sort = new("sort", "net: the highest net revenue first; units: the most pieces first; name.");

    public static void MapSales(this IEndpointRouteBuilder endpoints, ActorSystem system, SalesQueries sales)
    {
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = "/sales/total",
            Summary = "All sales of a span of days.",
            Projections = Projections,
            Parameters = [Parameters.From, Parameters.To],
            Answer = AnswerJson.Default.PageSalesAnswer,
            Handle = async request =>
            {
                var (from, to) = request.Span();
                await Answer(request, new Page<SalesRow>([await sales.Total(from, to, request.Aborted)], null));
            },
        });
        Map(endpoints, system, sales, "countries", "country", SalesOrder.Net);
        Map(endpoints, system, sales, "products", "product", SalesOrder.Net);
        Map(endpoints, system, sales, "months", "month", SalesOrder.Name);
        Map(endpoints, system, sales, "days", "day", SalesOrder.Name);
        MapDays(endpoints, system, sales, "countries", "country");
        MapDays(endpoints, system, sales, "products", "product");
    }

    private static void Map(
        IEndpointRouteBuilder endpoints, ActorSystem system, SalesQueries sales, string path, string dimension, SalesOrder order) =>
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = $"/sales/{path}",
            Summary = $"Sales by {dimension} in a span of days; with sort=net or sort=units the top ones.",
            Projections = Projections,
            Parameters = [Sort, Parameters.From, Parameters.To, Parameters.After, Parameters.Limit],
            Answer = AnswerJson.Default.PageSalesAnswer,
            Handle = async request =>
            {
                var span = SpanOf(request, OrderOf(request, order));
                var rows = await sales.By(dimension, span, request.Aborted);
                await Answer(request, Page<SalesRow>.Of(rows, span.Limit - 1, row => [Text(RankOf(row, span.Order)), row.Name]));
            },
        });

    private static void MapDays(IEndpointRouteBuilder endpoints, ActorSystem system, SalesQueries sales, string path, string dimension) =>
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = $"/sales/{path}/{{name}}/days",
            Summary = $"The sales of one {dimension}, day by day.",
            Projections = Projections,
            Parameters = [new("name", $"The {dimension}."), Parameters.From, Parameters.To, Parameters.After, Parameters.Limit],
            Answer = AnswerJson.Default.PageSalesAnswer,
            Handle = async request =>
            {
                var span = SpanOf(request, SalesOrder.Name);
                var rows = await sales.DaysOf(dimension, request.Path("name"), span, request.Aborted);
                await Answer(request, Page<SalesRow>.Of(rows, span.Limit - 1, row => [Text(0), row.Name]));
            },
        });

    private static SalesOrder OrderOf(ReadModelRequest request, SalesOrder fallback) =>
        Enum.Parse<SalesOrder>(request.Choice("sort", fallback.ToString().ToLowerInvariant(), "name", "net", "units"), ignoreCase: true);

    /// <summary>One row more than the page has: it tells whether there is another page.</summary>
    private static SalesSpan SpanOf(ReadModelRequest request, SalesOrder order)
    {
        var (from, to) = request.Span();
        (long, string)? after = request.After(2) is [var rank, var name] ? (request.NumberOf(rank), name) : null;
        return new SalesSpan(from, to, order, after, Parameters.LimitOf(request) + 1);
    }

    private static long RankOf(SalesRow row, SalesOrder order) => order switch
    {
        SalesOrder.Net => Money.ToStored(row.Net),
        SalesOrder.Units => row.Units,
        _ => 0,
    };

    private static Task Answer(ReadModelRequest request, Page<SalesRow> page) =>
        request.Answer(new Page<SalesAnswer>([.. page.Items.Select(SalesAnswer.Of)], page.Next), AnswerJson.Default.PageSalesAnswer);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
