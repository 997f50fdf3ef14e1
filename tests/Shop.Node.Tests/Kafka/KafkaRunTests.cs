using Actors.Runtime.Streams.Files;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Shop.Retail;
using Xunit.Abstractions;

namespace Shop.Node.Tests.Kafka;

/// <summary>Runs through Kafka, with the embedded broker in the node's own process or in one of its own.</summary>
public sealed class KafkaRunTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Orders_flow_through_the_embedded_broker_reconcile_on_both_ends_and_a_killed_run_goes_on()
    {
        var database = new Database(_folder["data"]);
        string[] arguments = ["--kafka", "--orders", "400", .. database.Arguments, "--port", "0"];
        await using (var killed = ShopProcess.Start(arguments))
        {
            await Eventually.Holds(async () => killed.HasExited || await database.Records() > 2000, () => killed.Output + killed.Error, TimeSpan.FromMinutes(2));
            killed.MustRun();
            Assert.Contains("keeps nothing on disk", killed.Output, StringComparison.Ordinal);
            await killed.Kill();
        }

        var json = _folder["summary.json"];
        (await ShopProcess.Run([.. arguments, "--exit-when-done", "--json", json])).Good();
        var summary = RunSummary.Read(json);
        output.WriteLine(summary.ToString());
        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal(400, summary["invoices"]);
        Assert.InRange(summary["published"], 800, long.MaxValue);
        await ShopAudit.Of(database);
    }

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public async Task A_file_through_Kafka_adds_up_on_both_ends_while_the_node_is_killed_brokers_go_away_and_the_group_is_rewound()
    {
        var file = new RetailFile(seed: 91, rows: 6000);
        var database = new Database(_folder["data"]);
        var rows = new CsvFileSource(_folder.Write("retail.csv", file.Content), OnlineRetailDecoder.Columns);
        var check = await new KafkaTrial(database, file.Booked, file.Rows - file.Booked, 91, output).Run(rows, kills: 2, outages: 1, _ => Task.CompletedTask);
        Assert.Equal((file.Gross, file.Cancelled), check.Sums);
        Assert.Equal(file.Booked + file.Rejected, (await ShopAudit.Of(database)).Journal.CommandCount);
    }
}
