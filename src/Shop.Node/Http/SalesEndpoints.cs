using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Shop.Node.ReadModels;

namespace Shop.Node.Http;

/// <summary>Shop's read models over HTTP.</summary>
internal static class SalesEndpoints
{
    private static readonly Dictionary<string, string> Dimensions = new(StringComparer.Ordinal)
    {
        ["total"] = "total",
        ["countries"] = "country",
        ["products"] = "product",
        ["months"] = "month",
        ["days"] = "day",
    };

    /// <summary>Maps <c>/sales/{total|countries|products|months|days}</c> and <c>/orders/statuses</c>.</summary>
    public static void MapSales(this IEndpointRouteBuilder endpoints, ShopReadModels models)
    {
        endpoints.MapGet("/sales/{dimension}", (RequestDelegate)(context => Sales(context, models)));
        endpoints.MapGet("/orders/statuses", (RequestDelegate)(async context =>
        {
            var orders = await models.OrdersByStatus(context.RequestAborted);
            var rows = orders.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new OrdersAnswer(o.Key, o.Value.Orders, Text(o.Value.Amount)));
            await context.Response.WriteAsJsonAsync(rows.ToList(), AnswerJson.Default.ListOrdersAnswer, null, context.RequestAborted);
        }));
    }

    private static async Task Sales(HttpContext context, ShopReadModels models)
    {
        if (!Dimensions.TryGetValue((string)context.Request.RouteValues["dimension"]!, out var dimension))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var limit = 1000;
        if (context.Request.Query.TryGetValue("top", out var top) && (!int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 10_000))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var rows = await models.Sales(dimension, dimension is "country" or "product", limit, context.RequestAborted);
        var answer = rows.Select(r => new SalesAnswer(r.Name, r.Invoices, r.Lines, r.Units, Text(r.Gross), Text(r.Cancelled), Text(r.Net))).ToList();
        await context.Response.WriteAsJsonAsync(answer, AnswerJson.Default.ListSalesAnswer, null, context.RequestAborted);
    }

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
