using System.Net;
using System.Text.Json;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Shop.Node.Tests.Trials;

namespace Shop.Node.Tests;

/// <summary>Suspect orders over HTTP: they wait, are listed, and a person decides, or nobody in time.</summary>
public sealed class ReviewTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Suspect_orders_are_listed_until_a_person_has_cleared_or_refused_them()
    {
        var database = new Database(_folder["data"]);
        await using (var process = ShopProcess.Start(["--serve-only", "--port", "0", "--hold-country", "Atlantis", .. database.Arguments]))
        {
            var address = await process.Serving();
            using var http = new Http(address);
            using var client = new ShopClient(address);
            await client.Receive("mug", 10);
            foreach (var (order, country) in ((string, string)[])[("fine", "France"), ("strange", "Atlantis"), ("bad", "Atlantis"), ("gone", "Atlantis")])
            {
                await client.Place(order, "ann", country);
            }

            await Eventually.Holds(async () => (await Reviews(client)).Count == 3, () => process.Error, Patience);
            var review = (await Reviews(client)).Single(r => Text(r, "order") == "strange");
            Assert.Equal(
                ("ann", "Atlantis", "2.50", "country"),
                (Text(review, "customer"), Text(review, "country"), Text(review, "amount"), Text(review, "rule")));
            await MustBe(http, "strange", "Checking");
            Assert.Equal(HttpStatusCode.OK, (await http.Send("/entities/fraud-check/strange/commands/clear-order", new { reviewer = "eve" }, "1")).Status);
            Assert.Equal(HttpStatusCode.OK, (await http.Send("/entities/fraud-check/bad/commands/refuse-order", new { reviewer = "eve" }, "2")).Status);
            Assert.Equal(HttpStatusCode.OK, (await http.Send("/entities/order/gone/commands/cancel-order", new { reason = "too slow" }, "3")).Status);
            await MustBe(http, "fine", "Shipped");
            await MustBe(http, "strange", "Shipped");
            await MustBe(http, "bad", "Cancelled");
            await Eventually.Holds(
                async () => await Told(http, "bad") == "cancelled Told" && await Told(http, "strange") == "confirmed Told, shipped Told",
                () => process.Error,
                Patience);
            await Eventually.Holds(async () => (await Reviews(client)).Count == 0, () => process.Error, Patience);
            Assert.Equal("check-refused", Text(await State(http, "order/bad"), "cancelledFor"));
            Assert.Equal("eve", Text(await State(http, "fraud-check/bad"), "reviewer"));
            await Eventually.Holds(
                async () => await State(http, "stock-item/mug") is var mug
                    && (mug.GetProperty("onHand").GetInt32(), mug.GetProperty("reserved").GetInt32()) == (8, 0),
                () => process.Error,
                Patience);
            var late = await http.Send("/entities/fraud-check/bad/commands/clear-order", new { reviewer = "eve" }, "4");
            Assert.NotEqual(HttpStatusCode.OK, late.Status);
            Assert.Contains("check-not-held", late.Text, StringComparison.Ordinal);
            await process.Terminate();
            (await process.End()).Good();
        }

        await ReadModels.MustEqualThoseFromScratch(database);
    }

    [Fact]
    public async Task An_order_about_which_nobody_decides_is_refused_and_gives_its_goods_back_also_after_a_kill()
    {
        string[] arguments = ["--serve-only", "--port", "0", "--hold-over", "2", "--review-timeout", "00:00:02", "--data", _folder["data"]];
        await using (var process = ShopProcess.Start(arguments))
        {
            using var client = new ShopClient(await process.Serving());
            await client.Receive("mug", 10);
            await client.Place("dear", "ann");
            await Eventually.Holds(async () => (await client.All("/reviews", 10)).Count == 1, () => process.Error, Patience);
            await process.Kill();
        }

        await using (var process = ShopProcess.Start(arguments))
        {
            using var http = new Http(await process.Serving());
            await MustBe(http, "dear", "Cancelled");
            Assert.Equal("review-timeout", Text(await State(http, "order/dear"), "cancelledFor"));
            await Eventually.Holds(
                async () => (await State(http, "stock-item/mug")).GetProperty("reserved").GetInt32() == 0, () => process.Error, Patience);
        }
    }

    private static async Task MustBe(Http http, string order, string status) => await Eventually.Holds(
        async () => Text(await State(http, $"order/{order}"), "status") == status, () => $"{order} does not become {status}", Patience);

    /// <summary>What the customer of an order was told, and whether that succeeded.</summary>
    private static async Task<string> Told(Http http, string order) => string.Join(
        ", ",
        (await http.Get($"/entities/order/{order}/queries/notifications")).GetProperty("answer").GetProperty("notifications").EnumerateArray()
            .Select(n => $"{Text(n, "key")} {Text(n, "status")}"));

    private static async Task<JsonElement> State(Http http, string entity) => (await http.Get($"/entities/{entity}")).GetProperty("state");

    private static Task<List<JsonElement>> Reviews(ShopClient client) => client.All("/reviews", 2);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
