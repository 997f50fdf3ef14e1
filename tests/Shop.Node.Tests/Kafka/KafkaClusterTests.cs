using Actors.Runtime.Streams.Files;
using Actors.Streams.Kafka.Topics;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Shop.Retail;
using Xunit.Abstractions;

namespace Shop.Node.Tests.Kafka;

/// <summary>Three nodes share the partitions of what comes in and the shards whose events go out; one of them dies.</summary>
public sealed class KafkaClusterTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 17;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public async Task Three_nodes_share_topics_and_shards_and_when_one_is_killed_in_the_middle_every_row_is_booked_and_published_once()
    {
        var file = new RetailFile(seed: Seed, rows: 4000);
        var database = new Database(_folder["data"], await SharedPostgres.CreateDatabase());
        await using var broker = await BrokerProcess.Start(1);
        await KafkaTrial.CreateTopics(broker);
        var check = new EventsCheck();
        using var stopping = new CancellationTokenSource();
        var reading = new KafkaTopicReader(broker.Connection, KafkaTrial.Events, KafkaTrial.Partitions).Run(check.Take, stopping.Token);
        await using var nodes = new KafkaNodes(3, number =>
        [
            "--kafka", broker.BootstrapServers, "--topic", KafkaTrial.Commands, "--events-topic", KafkaTrial.Events,
            .. database.Arguments, "--port", "0", "--cluster-port", "0", "--name", $"node-{number}",
        ]);
        await nodes.Start();
        await Eventually.Holds(nodes.HaveAllAPartition, nodes.Say, Patience);

        // Fed half until the node is dead: it dies in the middle, however fast the machine is.
        var isKilled = false;
        var rows = new CsvFileSource(_folder.Write("retail.csv", file.Content), OnlineRetailDecoder.Columns);
        var source = new RepeatedRows(rows, Seed, row => row < file.Rows / 2 || Volatile.Read(ref isKilled));
        var feeding = new KafkaFeed(KafkaTrial.Feed(broker)).Copy(source, KafkaTrial.Map, _ => long.MaxValue, stopping.Token);
        await Reach(file.Booked / 8);
        var victim = await nodes.KillTheOwnerOfShard(0);
        output.WriteLine($"{victim} was killed with {check.Lines} lines seen");
        Volatile.Write(ref isKilled, true);
        await Reach(file.Booked);
        await feeding;
        await nodes.Stop();
        await stopping.CancelAsync();
        await reading;
        output.WriteLine($"{source.Repeated} rows sent twice, {check.Again} events seen again");
        Assert.Equal((file.Booked, file.Gross, file.Cancelled), (check.Lines, check.Sums.Gross, check.Sums.Cancelled));
        Assert.Equal(file.Booked + file.Rejected, (await ShopAudit.Of(database)).Journal.CommandCount);

        Task Reach(long lines) => Eventually.Holds(
            () => check.Lines >= lines || reading.IsFaulted || feeding.IsFaulted, () => $"{check.Lines} of {lines} lines were seen; {nodes.Say()}", Patience);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Orders_that_one_node_feeds_are_fulfilled_by_all_reconcile_on_both_ends_and_a_killed_node_costs_nothing()
    {
        var database = new Database(_folder["data"], await SharedPostgres.CreateDatabase());
        await using var broker = await BrokerProcess.Start(1);
        string[] all = ["--kafka", broker.BootstrapServers, "--auto-topics", "--orders", "500", .. database.Arguments, "--port", "0", "--cluster-port", "0"];
        var json = _folder["summary.json"];
        await using var feeding = ShopProcess.Start([.. all, "--name", "node-a", "--exit-when-done", "--json", json]);
        await using var second = ShopProcess.Start([.. all, "--name", "node-b", "--serve-only"]);
        await using var third = ShopProcess.Start([.. all, "--name", "node-c", "--serve-only"]);
        await third.Serving();
        await Eventually.Holds(async () => feeding.HasExited || await database.Records() > 2000, () => feeding.Output + feeding.Error, Patience);
        feeding.MustRun();
        await third.Kill();
        (await feeding.End(Patience)).Good();
        second.MustRun();
        await second.Terminate();
        (await second.End()).Good();
        var summary = RunSummary.Read(json);
        output.WriteLine(summary.ToString());
        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal(500, summary["invoices"]);
        Assert.InRange(summary["published"], 1000, long.MaxValue);
        await ShopAudit.Of(database);
    }

    [Fact]
    public async Task Nodes_that_share_Kafka_need_one_that_outlives_each_of_them()
    {
        var refused = await ShopProcess.Run("--kafka", "--cluster-port", "0", "--postgres", "Host=nowhere", "--exit-when-done");
        Assert.Contains("./actors broker", refused.Refusal(), StringComparison.Ordinal);
    }
}
