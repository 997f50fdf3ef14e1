using System.Globalization;
using Actors.Streams;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Topics;
using Actors.Streams.Publishing;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Confluent.Kafka;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Shop.Notifications.Sending;
using Shop.Payments.Gateway;
using Shop.Publishing;
using Shop.Retail;
using Xunit.Abstractions;

namespace Shop.Node.Tests.Kafka;

/// <summary>
/// Sends the rows of a file to a topic, one in twenty twice with the same CloudEvents id, while the node that books them is killed, all
/// brokers go away and come back, and the group is rewound to the start; a consumer of the events adds up what it sees.
/// </summary>
/// <param name="database">Where the node keeps everything.</param>
/// <param name="rows">How many lines the file books.</param>
/// <param name="notBooked">How many of its rows are refused or cannot be read.</param>
/// <param name="seed">The seed of all moments.</param>
/// <param name="output">Where the moments are printed.</param>
internal sealed class KafkaTrial(Database database, long rows, long notBooked, int seed, ITestOutputHelper output)
{
    public const string Commands = "commands";
    public const string Events = "events";
    public const int Partitions = 4;
    private const int RowsUnderWayMax = 3000;
    private static readonly TimeSpan ProgressWithin = TimeSpan.FromMinutes(3);
    private readonly Random _random = new(seed);
    private readonly EventsCheck _check = new();
    private string _group = Commands;

    /// <summary>Creates what the nodes read and publish to.</summary>
    public static async Task CreateTopics(BrokerProcess broker)
    {
        await broker.CreateTopic(Commands, Partitions);
        await broker.CreateTopic(Events, Partitions);
        await broker.CreateTopic($"{Events}-offsets", 1);
    }

    /// <summary>Runs it to the end.</summary>
    /// <returns>What the consumer has seen. The node has stopped.</returns>
    public async Task<EventsCheck> Run(ISource file, int kills, int outages, Func<Http, Task> atEnd)
    {
        await using var broker = await BrokerProcess.Start(3);
        await CreateTopics(broker);
        using var stopping = new CancellationTokenSource();
        var reading = new KafkaTopicReader(broker.Connection, Events, Partitions).Run(_check.Take, stopping.Token);
        var source = new RepeatedRows(file, seed, row => row - _check.Lines < RowsUnderWayMax + notBooked);
        var feeding = new KafkaFeed(Feed(broker)).Copy(source, Map, _ => long.MaxValue, stopping.Token);
        await using var node = ShopProcess.Restarting(() =>
            ["--kafka", broker.BootstrapServers, "--topic", Commands, "--group", _group, "--events-topic", Events, .. database.Arguments, "--port", "0"]);
        await node.Start();
        try
        {
            await Disturb(broker, node, kills, outages, () => feeding.IsFaulted || reading.IsFaulted);
            await ReachEnd(node, feeding, reading);
            await feeding;
            output.WriteLine($"{source.Repeated} rows sent twice, {_check.Again} events seen again");
            using var http = new Http(await node.Address);
            await atEnd(http);
            await node.Process.Terminate();
            (await node.Process.End()).Good();
            Assert.Equal(rows, _check.Lines);
            return _check;
        }
        finally
        {
            await stopping.CancelAsync();
            await reading;
        }
    }

    /// <summary>
    /// The embedded broker does not tell a batch that is sent again; a batch stays well below the 64 ids that an entity remembers, and
    /// one is under way at a time.
    /// </summary>
    public static KafkaFeedOptions Feed(BrokerProcess broker)
    {
        var settings = new Dictionary<string, string> { ["batch.num.messages"] = "24", ["max.in.flight.requests.per.connection"] = "1" };
        return new KafkaFeedOptions(new KafkaConnection { BootstrapServers = broker.BootstrapServers, Settings = settings }, Commands, Partitions);
    }

    /// <summary>What is sent for a row.</summary>
    public static SinkRecord? Map(SourceRecord record)
    {
        var row = RepeatedRows.RowOf(record);
        return Decoder.Decode(row).Command is { } command
            ? ShopCommands.Encode(Model, command, "/retail", row.Position.Value.ToString(CultureInfo.InvariantCulture))
            : new SinkRecord(row.Origin, row.Payload, []);
    }

    private static OnlineRetailDecoder Decoder { get; } = new();

    private static Actors.Schema.ActorModel Model { get; } = ShopModel.Create(
        new SimulatedPaymentGateway(new SimulatedPaymentGatewayOptions { Seed = 1 }, (_, _) => Task.CompletedTask),
        new SimulatedNotificationSender(new SimulatedNotificationOptions()));

    private async Task Disturb(BrokerProcess broker, RestartingNode node, int kills, int outages, Func<bool> isBroken)
    {
        var faults = Enumerable.Repeat("kill", kills).Concat(Enumerable.Repeat("outage", outages)).ToArray();
        _random.Shuffle(faults);
        var isRewound = false;
        for (var n = 0; n < faults.Length; n++)
        {
            await Reach(((n * rows) + _random.NextInt64(rows)) / (faults.Length + 1), isBroken);
            if (faults[n] == "outage")
            {
                await Outage(broker, node);
                continue;
            }

            await node.Kill();
            output.WriteLine($"killed with {_check.Lines} lines seen");
            if (!isRewound && n >= (faults.Length - 1) / 2)
            {
                isRewound = true;
                Rewind(broker);
            }

            await node.Start();
        }

        Assert.True(isRewound, "The group was not rewound.");
    }

    private async Task Outage(BrokerProcess broker, RestartingNode node)
    {
        await broker.TakeAllDown();
        using var http = new Http(await node.Address);
        await Eventually.Holds(
            async () => (await http.Ask("/health/ready")).Text.Contains("\"degraded\"", StringComparison.Ordinal),
            () => node.Process.Output + node.Process.Error,
            ProgressWithin);
        output.WriteLine($"all brokers were away with {_check.Lines} lines seen");
        await broker.BringAllUp();
    }

    /// <summary>
    /// Lets the node go on in a group that stands at the first record. A new one, because the embedded broker takes no offsets for a
    /// group that has had members.
    /// </summary>
    private void Rewind(BrokerProcess broker)
    {
        _group = $"{Commands}-rewound";
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = _group, EnableAutoCommit = false }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, Partitions).Select(p => new TopicPartition(Commands, p)));
        consumer.Commit(Enumerable.Range(0, Partitions).Select(p => new TopicPartitionOffset(Commands, p, 0)));
        output.WriteLine($"the group was rewound with {_check.Lines} lines seen");
    }

    /// <summary>Waits for the last line; when it does not come, tells where it may be.</summary>
    private async Task ReachEnd(RestartingNode node, Task feeding, Task reading)
    {
        try
        {
            await Reach(rows, () => feeding.IsFaulted || reading.IsFaulted);
        }
        catch (TimeoutException)
        {
            using var http = new Http(await node.Address);
            output.WriteLine($"the file is {(feeding.IsCompleted ? "fed" : "not fed")}; {(await http.Ask("/health/ready")).Text}");
            output.WriteLine((await http.Ask("/metrics")).Text);
            output.WriteLine(node.Process.Output + node.Process.Error);
            throw;
        }
    }

    private Task Reach(long lines, Func<bool> isBroken) => Eventually.Holds(
        () => _check.Lines >= lines || isBroken(), () => $"{_check.Lines} of {lines} lines were seen", ProgressWithin);
}
