using System.Globalization;
using Actors.Hosting.Http.ReadModels;
using Actors.Runtime;
using Microsoft.AspNetCore.Routing;
using Shop.Node.ReadModels;

namespace Shop.Node.Http;

/// <summary>Orders that wait for a person. They are decided by commands to their fraud checks.</summary>
internal static class ReviewRoutes
{
    private static readonly string[] Projections = ["reviews"];

    public static void MapReviews(this IEndpointRouteBuilder endpoints, ActorSystem system, ReviewQueries reviews) =>
        endpoints.MapReadModel(system, new ReadModelRoute
        {
            Path = "/reviews",
            Summary = "Orders that wait for a person, the longest-waiting first; "
                + "/entities/fraud-check/{order}/commands/clear-order and refuse-order decide them.",
            Projections = Projections,
            Parameters = [Parameters.After, Parameters.Limit],
            Answer = AnswerJson.Default.PageReviewAnswer,
            Handle = async request =>
            {
                var limit = Parameters.LimitOf(request);
                (long, string)? after = request.After(2) is [var opened, var order] ? (request.NumberOf(opened), order) : null;
                var rows = await reviews.Open(after, limit + 1, request.Aborted);
                var page = Page<ReviewRow>.Of(rows, limit, row => [Days.ToStored(row.Opened).ToString(CultureInfo.InvariantCulture), row.Order]);
                await request.Answer(new Page<ReviewAnswer>([.. page.Items.Select(Of)], page.Next), AnswerJson.Default.PageReviewAnswer);
            },
        });

    private static ReviewAnswer Of(ReviewRow row) => new(
        row.Order, row.Customer, row.Country, row.Amount.ToString(CultureInfo.InvariantCulture), row.Rule, row.Opened, row.Due);
}
