using System.Globalization;
using System.Net;
using System.Text.Json;
using Actors.TestKit.Processes;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests;

/// <summary>What a node answers when its run is done.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Entities_are_read_and_a_retried_command_gets_the_first_answer_even_after_a_kill()
    {
        var database = new Database(_folder["data"]);
        string[] arguments = ["--orders", "20", .. database.Arguments, "--port", "0"];
        const string Item = "/entities/stock-item/a-new-one";
        (HttpStatusCode Status, string Text) first;
        await using (var process = ShopProcess.Start(arguments))
        {
            using var http = new Http(await process.Serving());
            first = await http.Send($"{Item}/commands/receive-stock", new { quantity = 7 }, "delivery-1");
            Assert.Equal(HttpStatusCode.OK, first.Status);
            Assert.Equal(first, await http.Send($"{Item}/commands/receive-stock", new { quantity = 7 }, "delivery-1"));
            Assert.Equal(HttpStatusCode.OK, (await http.Send($"{Item}/commands/receive-stock", new { quantity = 5 }, "delivery-2")).Status);
            await process.Kill();
        }

        await using (var process = ShopProcess.Start(arguments))
        {
            using var http = new Http(await process.Serving());
            Assert.Equal(first, await http.Send($"{Item}/commands/receive-stock", new { quantity = 7 }, "delivery-1"));
            await Read(http, Item);
            await process.Terminate();
            (await process.End()).Good();
        }

        await ShopAudit.Of(database);
    }

    [Fact]
    public async Task A_run_whose_broker_is_away_ends_at_the_second_signal_without_a_stack_trace()
    {
        await using var process = ShopProcess.Start(
            ["--kafka", "127.0.0.1:1", "--orders", "5", "--exit-when-done", "--port", "0", "--data", _folder["away"]]);
        await process.Listening();
        await process.Terminate();
        await process.Terminate();
        var ended = await process.End();
        Assert.NotEqual(0, ended.ExitCode);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_row_of_a_file_is_accounted_for()
    {
        var file = new RetailFile(61, 2_000);
        var input = _folder.Write("retail.csv", file.Content);
        await using var process = ShopProcess.Start(
            "--input", input, "--data", _folder["data"], "--port", "0", "--json", _folder["summary.json"]);
        using var http = new Http(await process.Serving());
        var summary = RunSummary.Read(_folder["summary.json"]);
        Assert.Equal(file.Rows, summary["accepted"] + summary["rejected"] + summary["deadLettered"]);
        Assert.Equal(file.Rejected, summary["rejected"]);

        var letters = await http.Get("/dead-letters?limit=100");
        Assert.Equal(file.BadRows.Count, letters.GetProperty("count").GetInt32());
        Assert.Equal(
            file.BadRows.Select(row => $"retail.csv row {row}"),
            letters.GetProperty("deadLetters").EnumerateArray().Select(letter => letter.GetProperty("source").GetString()));
        Assert.All(
            letters.GetProperty("deadLetters").EnumerateArray(),
            letter => Assert.NotEmpty(letter.GetProperty("detail").GetString()!));
        Assert.Equal(file.NetByCountry, await NetBy(http, "countries"));
    }

    private static async Task Read(Http http, string item)
    {
        var now = await http.Get(item);
        Assert.Equal(2, now.GetProperty("version").GetInt64());
        Assert.Equal(12, now.GetProperty("state").GetProperty("onHand").GetInt32());
        var then = await http.Get($"{item}/at?version=1");
        Assert.Equal(7, then.GetProperty("state").GetProperty("onHand").GetInt32());
        var history = (await http.Get($"{item}/history")).GetProperty("records").EnumerateArray().ToList();
        Assert.Equal([1L, 2L], history.Select(record => record.GetProperty("version").GetInt64()));
        Assert.Equal(["delivery-1", "delivery-2"], history.Select(record => record.GetProperty("commandId").GetString()));

        var shard = now.GetProperty("shard").GetInt32();
        var events = await http.Events($"/events?shard={shard}&after={history[0].GetProperty("sequence").GetInt64() - 1}", 2);
        Assert.Equal(history.Select(Identity), events.Select(Identity));
        Assert.Equal(HttpStatusCode.OK, (await http.Ask("/health/ready")).Status);
    }

    private static string Identity(JsonElement record) => $"{record.GetProperty("entityId")} {record.GetProperty("sequence")}";

    private static async Task<SortedDictionary<string, decimal>> NetBy(Http http, string dimension) => new(
        (await http.Get($"/sales/{dimension}?limit=10000")).GetProperty("items").EnumerateArray().ToDictionary(
            row => row.GetProperty("name").GetString()!,
            row => decimal.Parse(row.GetProperty("net").GetString()!, CultureInfo.InvariantCulture)),
        StringComparer.Ordinal);
}
