using Actors.Hosting.Http.ReadModels;
using Actors.Runtime;
using Microsoft.AspNetCore.Routing;
using Shop.Node.ReadModels;

namespace Shop.Node.Http;

/// <summary>Stock levels, and what moved.</summary>
internal static class StockRoutes
{
    private static readonly string[] Projections = ["stock"];

    public static void MapStock(this IEndpointRouteBuilder endpoints, ActorSystem system, StockQueries stock)
    {
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = "/stock",
            Summary = "How much of each product is there, by product.",
            Projections = Projections,
            Parameters = [new("below", "Only products of which fewer than this are free.", "integer"), Parameters.After, Parameters.Limit],
            Answer = AnswerJson.Default.PageStockAnswer,
            Handle = async request =>
            {
                var limit = Parameters.LimitOf(request);
                long? below = request.Text("below") is null ? null : request.Number("below", 0, 0, long.MaxValue);
                var rows = await stock.Levels(below, request.After(1)?[0], limit + 1, request.Aborted);
                var page = Page<StockRow>.Of(rows, limit, row => [row.Product]);
                var answers = page.Items.Select(r => new StockAnswer(r.Product, r.OnHand, r.Reserved, r.OnHand - r.Reserved, r.Waiting, r.Changed));
                await request.Answer(new Page<StockAnswer>([.. answers], page.Next), AnswerJson.Default.PageStockAnswer);
            },
        });
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = "/stock/{product}/movements",
            Summary = "What moved of a product, day by day.",
            Projections = Projections,
            Parameters = [new("product", "The product."), Parameters.From, Parameters.To, Parameters.After, Parameters.Limit],
            Answer = AnswerJson.Default.PageMovementAnswer,
            Handle = async request =>
            {
                var (limit, (from, to)) = (Parameters.LimitOf(request), request.Span());
                var rows = await stock.Movements(request.Path("product"), from, to, request.After(1)?[0], limit + 1, request.Aborted);
                var page = Page<StockMovement>.Of(rows, limit, row => [row.Day]);
                var answers = page.Items.Select(r => new MovementAnswer(r.Day, r.Received, r.Sold, r.Reserved, r.Released, r.Shipped, r.Restocked));
                await request.Answer(new Page<MovementAnswer>([.. answers], page.Next), AnswerJson.Default.PageMovementAnswer);
            },
        });
    }
}
