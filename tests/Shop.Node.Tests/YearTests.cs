using System.Globalization;
using System.Text.Json;
using Actors.Journal;
using Actors.Runtime.Streams.Files;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Kafka;
using Shop.Node.Tests.Processes;
using Shop.Retail;
using Xunit.Abstractions;

namespace Shop.Node.Tests;

/// <summary>The recorded year of Online Retail through the real process, against totals that an independent program computed.</summary>
public sealed class YearTests(ITestOutputHelper output) : IDisposable
{
    private const long PeakMemoryBytesMax = 600L << 20;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(8);
    private readonly TemporaryFolder _folder = new();

    private string Json => _folder["summary.json"];

    public void Dispose() => _folder.Dispose();

    [DataFact]
    [Trait("Invariant", "I7")]
    public Task The_year_is_booked_to_the_last_digit_in_bounded_memory() => Book(new Database(_folder["data"]));

    [DataFact(isNightly: true)]
    [Trait("Invariant", "I7")]
    public async Task The_year_is_booked_to_the_last_digit_on_PostgreSQL() =>
        await Book(new Database(_folder["data"], await SharedPostgres.CreateDatabase()));

    [DataFact]
    [Trait("Invariant", "I4")]
    public async Task The_year_sells_exactly_the_known_lines_from_stock()
    {
        (await ShopProcess.Run(
            "--input", Input(), "--scenario", "stock-replay", "--initial-stock", "1000",
            "--data", _folder["data"], "--port", "0", "--exit-when-done", "--json", Json)).Good();
        CheckStock(RunSummary.Read(Json));
    }

    [DataFact(isNightly: true)]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public async Task The_year_is_booked_once_when_the_process_is_killed_ten_times()
    {
        foreach (var database in (Database[])[new(_folder["data"]), new(_folder["data"], await SharedPostgres.CreateDatabase())])
        {
            var summary = await new KillPlan(database, 541_909, 71, output).Run(_folder, "--input", Input());
            CheckSummary(summary, Expected());
            Assert.Equal(541_909, (await ShopAudit.Of(database)).Of(RecordKind.Event));
            File.Delete(Json);
        }
    }

    [DataFact(isNightly: true)]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public async Task The_year_through_Kafka_adds_up_on_both_ends_through_twenty_kills_three_outages_and_a_rewound_group()
    {
        var (database, expected) = (new Database(_folder["data"]), Expected());
        var rows = new CsvFileSource(Input(), OnlineRetailDecoder.Columns);
        var check = await new KafkaTrial(database, 541_909, 0, 73, output).Run(rows, kills: 20, outages: 3, http => CheckSoon(http, expected));
        Assert.Equal(
            (Amount(expected, "revenue_not_cancelled_all_lines"), Amount(expected, "revenue_cancelled_lines"), expected.GetProperty("invoices").GetInt32()),
            (check.Sums.Gross, check.Sums.Cancelled, check.Invoices));
        Assert.Equal(541_909, (await ShopAudit.Of(database)).Journal.CommandCount);
    }

    [DataFact(isNightly: true)]
    [Trait("Invariant", "I3")]
    [Trait("Invariant", "I4")]
    public async Task The_year_sells_exactly_the_known_lines_when_the_process_is_killed_ten_times()
    {
        var database = new Database(_folder["data"]);
        CheckStock(await new KillPlan(database, 530_103, 72, output).Run(_folder, "--input", Input(), "--scenario", "stock-replay"));
        await ShopAudit.Of(database);
    }

    private static string Input() => DataFolder.File("online-retail", "online-retail.csv.gz");

    internal static JsonElement Expected() =>
        JsonDocument.Parse(File.ReadAllBytes(DataFolder.File("online-retail", "expected.json"))).RootElement;

    private static void CheckStock(RunSummary summary)
    {
        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal((272_895L, 257_208L, 1_892_888L), (summary["accepted"], summary["refused"], summary["units"]));
    }

    internal static void CheckSummary(RunSummary summary, JsonElement expected)
    {
        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal(expected.GetProperty("invoices").GetInt64(), summary["invoices"]);
        Assert.Equal(expected.GetProperty("rows").GetInt64(), summary["lines"]);
        Assert.Equal(expected.GetProperty("rows").GetInt64(), summary["accepted"] + summary["rejected"] + summary["deadLettered"]);
        Assert.Equal(Amount(expected, "revenue_not_cancelled_all_lines"), summary.Amount("gross"));
        Assert.Equal(Amount(expected, "revenue_cancelled_lines"), summary.Amount("cancelled"));
        Assert.Equal(Amount(expected, "revenue_net_all_lines"), summary.Amount("net"));
    }

    private static decimal Amount(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static async Task CheckReadModels(Http http, JsonElement expected)
    {
        foreach (var (path, top) in ((string, string)[])[("countries", "top10_countries_net"), ("products", "top10_products_net")])
        {
            var rows = (await http.Get($"/sales/{path}?limit=10")).GetProperty("items").EnumerateArray();
            Assert.Equal(
                expected.GetProperty(top).EnumerateArray().Select(e => (e.GetProperty("key").GetString(), Amount(e, "revenue"), e.GetProperty("units").GetInt64())),
                rows.Select(r => (r.GetProperty("name").GetString(), Amount(r, "net"), r.GetProperty("units").GetInt64())));
        }

        var months = (await http.Get("/sales/months")).GetProperty("items").EnumerateArray();
        Assert.Equal(
            expected.GetProperty("per_month").EnumerateObject().Select(m =>
                (m.Name, m.Value.GetProperty("invoices").GetInt64(), m.Value.GetProperty("lines").GetInt64(),
                    Amount(m.Value, "not_cancelled"), Amount(m.Value, "cancelled"), Amount(m.Value, "net"))),
            months.Select(m => (m.GetProperty("name").GetString()!, m.GetProperty("invoices").GetInt64(), m.GetProperty("lines").GetInt64(),
                Amount(m, "gross"), Amount(m, "cancelled"), Amount(m, "net"))));
    }

    /// <summary>The read models follow the published events: waits for the last line.</summary>
    private static async Task CheckSoon(Http http, JsonElement expected)
    {
        await Eventually.Holds(
            async () => (await http.Get("/sales/months")).GetProperty("items").EnumerateArray().Sum(m => m.GetProperty("lines").GetInt64()) >= expected.GetProperty("rows").GetInt64(),
            () => "the read models did not come to the end",
            Within);
        await CheckReadModels(http, expected);
    }

    private async Task Book(Database database)
    {
        await using var process = ShopProcess.Start(["--input", Input(), .. database.Arguments, "--port", "0", "--json", Json]);
        using var http = new Http(await process.Serving());
        var (summary, expected) = (RunSummary.Read(Json), Expected());
        output.WriteLine(summary.ToString());
        CheckSummary(summary, expected);
        await CheckReadModels(http, expected);
        Assert.InRange(summary["peakMemoryBytes"], 1, PeakMemoryBytesMax);
        await process.Terminate();
        (await process.End(Within)).Good();
    }
}
