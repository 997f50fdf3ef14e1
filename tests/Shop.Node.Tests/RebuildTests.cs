using System.Collections.Concurrent;
using System.Globalization;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Shop.Node.Tests.Trials;
using Xunit.Abstractions;

namespace Shop.Node.Tests;

/// <summary>A read model is rebuilt, switched and switched back while orders come in and a reader looks all the time.</summary>
public sealed class RebuildTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_reader_sees_no_error_and_no_missing_row_through_rebuild_switch_and_switch_back()
    {
        var file = new RetailFile(51, 6_000);
        await Rebuild(new Database(_folder["data"], await SharedPostgres.CreateDatabase()), _folder.Write("retail.csv", file.Content));
    }

    [DataFact(isNightly: true)]
    [Trait("Invariant", "I3")]
    public async Task The_orders_of_the_year_are_rebuilt_while_a_reader_looks() => await Rebuild(
        new Database(_folder["data"], await SharedPostgres.CreateDatabase()), DataFolder.File("online-retail", "online-retail.csv.gz"));

    private async Task Rebuild(Database database, string input)
    {
        await using var process = ShopProcess.Start(["--input", input, .. database.Arguments, "--port", "0"]);
        using var client = new ShopClient(await process.Serving());
        using var stopping = new CancellationTokenSource();
        var (placed, looks) = (new ConcurrentQueue<string>(), 0);
        var load = Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            for (var i = 0; !stopping.IsCancellationRequested; i++)
            {
                await client.Place($"load-{number}-{i}", $"customer-{number}");
                placed.Enqueue($"load-{number}-{i}");
            }
        })).ToArray();
        var reader = Task.Run(async () =>
        {
            for (var seen = 0L; !stopping.IsCancellationRequested; looks++)
            {
                // Whatever was placed before the look must be there once the read model has come to it; and no count ever falls.
                var offset = await client.Place($"look-{looks}", "reader");
                var orders = await client.Get("/customers/reader/orders?limit=1", offset);
                Assert.Equal($"look-{looks}", orders.GetProperty("items")[0].GetProperty("id").GetString());
                var count = (await client.Get("/orders/statuses")).GetProperty("items").EnumerateArray().Sum(s => s.GetProperty("orders").GetInt64());
                Assert.True(count >= seen, $"{count} orders after {seen}");
                seen = count;
            }
        });
        await Run(client, () => looks);
        await stopping.CancelAsync();
        await Task.WhenAll([.. load, reader]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{placed.Count} orders placed meanwhile, {looks} looks."));
        await client.Get("/orders/statuses", await client.Place("last", "reader"));
        await process.Terminate();
        await process.End();
        await ReadModels.MustEqualThoseFromScratch(database);
    }

    private async Task Run(ShopClient client, Func<int> looks)
    {
        async Task Look()
        {
            var before = looks();
            await Eventually.Holds(() => looks() > before + 10, within: Patience);
        }

        await Look();
        await client.Operate("orders", "rebuild");
        await Eventually.Holds(
            async () => (await client.Get("/operator/projections/orders")).GetProperty("builds").EnumerateArray()
                .Any(b => b.GetProperty("phase").ToString() is "caught-up" && b.TryGetProperty("comparison", out _)),
            () => client.Get("/operator/projections/orders").GetAwaiter().GetResult(),
            Patience);
        var status = await client.Get("/operator/projections/orders");
        output.WriteLine(status.ToString());
        foreach (var action in (string[])["switch", "switch-back"])
        {
            await Look();
            var outcome = await client.Operate("orders", action);
            output.WriteLine(outcome.ToString());
            Assert.True(outcome.GetProperty("isDone").GetBoolean(), outcome.ToString());
            await Look();
        }
    }
}
