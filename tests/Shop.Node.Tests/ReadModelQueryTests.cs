using System.Globalization;
using System.Text.Json;
using Actors.TestKit.Processes;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Shop.Node.Tests.Trials;

namespace Shop.Node.Tests;

/// <summary>Shop's read models over HTTP: pages fit together, spans of time add up, own writes are seen.</summary>
public abstract class ReadModelQueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Lists_have_pages_and_spans_of_time_and_show_own_writes()
    {
        var file = new RetailFile(41, 1_500);
        var database = await CreateDatabase(_folder["data"]);
        await using var process = ShopProcess.Start(["--input", _folder.Write("retail.csv", file.Content), .. database.Arguments, "--port", "0"]);
        using var client = new ShopClient(await process.Serving());
        await CheckSales(client, file);
        await CheckCustomers(client);
        await CheckOrders(client);
        await CheckStock(client);
    }

    internal abstract Task<Database> CreateDatabase(string folder);

    private static async Task CheckSales(ShopClient client, RetailFile file)
    {
        var total = await Total(client, "");
        Assert.Equal((file.Gross, file.Cancelled), (Amount(total, "gross"), Amount(total, "cancelled")));
        foreach (var (path, sort) in ((string, string)[])[("countries", "net"), ("products", "net"), ("products", "units"), ("products", "name"), ("days", "name"), ("months", "net")])
        {
            var rows = await client.All($"/sales/{path}?sort={sort}", 7);
            Assert.Equal(rows.Count, rows.Select(r => Text(r, "name")).Distinct().Count());
            Assert.Equal(Amount(total, "net"), rows.Sum(r => Amount(r, "net")));
            var sorted = sort switch
            {
                "net" => rows.OrderByDescending(r => Amount(r, "net")).ThenBy(r => Text(r, "name"), StringComparer.Ordinal),
                "units" => rows.OrderByDescending(r => r.GetProperty("units").GetInt64()).ThenBy(r => Text(r, "name"), StringComparer.Ordinal),
                _ => rows.OrderBy(r => Text(r, "name"), StringComparer.Ordinal),
            };
            Assert.Equal(sorted.Select(r => Text(r, "name")), rows.Select(r => Text(r, "name")));
        }

        var days = (await client.All("/sales/days", 5)).ConvertAll(r => Text(r, "name"));
        var middle = days[days.Count / 2];
        Assert.Equal(Amount(total, "net"), Amount(await Total(client, $"?to={middle}"), "net") + Amount(await Total(client, $"?from={middle}"), "net"));
        var product = (await client.All("/sales/products", 100))[0];
        var ofProduct = await client.All($"/sales/products/{Uri.EscapeDataString(Text(product, "name"))}/days", 3);
        Assert.Equal(Amount(product, "net"), ofProduct.Sum(r => Amount(r, "net")));
    }

    private static async Task CheckCustomers(ShopClient client)
    {
        var offset = "";
        for (var i = 0; i < 12; i++)
        {
            offset = await client.Place($"query-{i:00}", "carl");
            Assert.Equal(i + 1, (await client.Get("/customers/carl/orders", offset)).GetProperty("items").GetArrayLength());
        }

        var orders = await client.All("/customers/carl/orders", 5);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"query-{11 - i:00}"), orders.Select(o => Text(o, "id")));
        var placed = Text(orders[4], "placed");
        Assert.Equal(5, (await client.All($"/customers/carl/orders?from={Uri.EscapeDataString(placed)}", 2)).Count);
        Assert.Equal(7, (await client.All($"/customers/carl/orders?to={Uri.EscapeDataString(placed)}", 2)).Count);
        Assert.Empty(await client.All("/customers/nobody/orders", 5));
        Assert.All(orders, o => Assert.Equal(2.5m, Amount(o, "amount")));
    }

    private static async Task CheckOrders(ShopClient client)
    {
        // Nothing has come into the house, so that the orders end by themselves, sooner or later; those that are open are a list of some of them.
        var open = await client.All("/orders/open?country=France", 5);
        Assert.All(open, o => Assert.Contains(Text(o, "status"), (string[])["placed", "reserved", "paid", "shipped", "returning"]));
        var statuses = (await client.Get("/orders/statuses")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(12, statuses.Sum(s => s.GetProperty("orders").GetInt64()));
        Assert.Equal(30m, statuses.Sum(s => Amount(s, "amount")));
        Assert.Equal(0, (await client.Get("/orders/statuses?to=2020-01-01")).GetProperty("items").GetArrayLength());
    }

    private static async Task CheckStock(ShopClient client)
    {
        var offset = "";
        for (var i = 0; i < 9; i++)
        {
            offset = await client.Receive($"thing-{i}", i + 1);
        }

        await client.Get("/stock", offset);
        var stock = (await client.All("/stock", 4)).Where(s => Text(s, "product").StartsWith("thing-", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, 9).Select(i => (long)i), stock.Select(s => s.GetProperty("onHand").GetInt64()));
        Assert.Equal(4, (await client.All("/stock?below=5", 3)).Count(s => Text(s, "product").StartsWith("thing-", StringComparison.Ordinal)));
        var movement = Assert.Single(await client.All("/stock/thing-8/movements", 3));
        Assert.Equal(9, movement.GetProperty("received").GetInt64());
        Assert.Empty(await client.All("/stock/thing-8/movements?to=2020-01-01", 3));
    }

    private static async Task<JsonElement> Total(ShopClient client, string span) => (await client.Get($"/sales/total{span}")).GetProperty("items")[0];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal Amount(JsonElement element, string name) => decimal.Parse(Text(element, name), CultureInfo.InvariantCulture);
}

public sealed class SqliteReadModelQueryTests : ReadModelQueryTests
{
    internal override Task<Database> CreateDatabase(string folder) => Task.FromResult(new Database(folder));
}

public sealed class PostgresReadModelQueryTests : ReadModelQueryTests
{
    internal override async Task<Database> CreateDatabase(string folder) => new(folder, await SharedPostgres.CreateDatabase());
}
