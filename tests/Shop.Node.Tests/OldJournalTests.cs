using System.IO.Compression;
using System.Net;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests;

/// <summary>
/// Journals that the last version without fraud checks and notifications wrote, killed while it was reserving the lines of 60 orders, and
/// while it was having their payments authorised. Their orders wait for payment and stock longer than this test will live.
/// </summary>
public sealed class OldJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("before-fraud-checks-reserving", 60)]
    [InlineData("before-fraud-checks-paying", 0)]
    [Trait("Invariant", "I3")]
    public async Task Orders_from_before_there_were_fraud_checks_go_on_to_their_ends(string journal, int checks)
    {
        var database = new Database(Unpack(journal));
        var before = await database.Records();
        await using (var process = ShopProcess.Start(["--serve-only", "--port", "0", .. database.Arguments]))
        {
            using var http = new Http(await process.Serving());
            for (var product = 0; product < 10; product++)
            {
                // Enough for every order that waits for stock.
                var (status, text) = await http.Send(
                    $"/entities/stock-item/old-{product}/commands/receive-stock", new { quantity = 500 }, $"delivery-{product}");
                Assert.True(status == HttpStatusCode.OK, text);
            }

            await Eventually.Holds(
                async () => await Ended(http) == 60 && await With(http, "customer-told") == 60,
                () => $"{process.Output} {process.Error}",
                TimeSpan.FromSeconds(90));
            Assert.InRange(await With(http, "order-delivered"), 50, 60);
            Assert.Equal(checks, await With(http, "check-requested"));
            Assert.Equal(60, await With(http, "customer-told"));
            await process.Terminate();
            (await process.End()).Good();
        }

        Assert.True(await database.Records() > before);
        await ReadModels.MustEqualThoseFromScratch(database);
        await ShopAudit.Of(database);
    }

    private static async Task<long> Ended(Http http) => (await http.Get("/orders/statuses")).GetProperty("items").EnumerateArray()
        .Where(row => row.GetProperty("status").GetString() is "delivered" or "cancelled").Sum(row => row.GetProperty("orders").GetInt64());

    /// <summary>How many orders have an event of a type.</summary>
    private static async Task<int> With(Http http, string type)
    {
        var count = 0;
        for (var order = 1; order <= 60; order++)
        {
            var records = (await http.Get($"/entities/order/old-{order}/history?limit=100")).GetProperty("records").EnumerateArray();
            count += records.Any(record => record.ToString().Contains(type, StringComparison.Ordinal)) ? 1 : 0;
        }

        return count;
    }

    private string Unpack(string journal)
    {
        var data = Directory.CreateDirectory(_folder["data"]).FullName;
        using var packed = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Journals", $"{journal}.db.gz"));
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var file = File.Create(Path.Combine(data, "journal.db"));
        unpacked.CopyTo(file);
        return data;
    }
}
