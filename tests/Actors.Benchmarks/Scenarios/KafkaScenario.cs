using System.Globalization;
using System.Text;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Kafka;
using Actors.Benchmarks.Raw;
using Actors.Benchmarks.Reports;
using Actors.Runtime;
using Actors.Runtime.Streams.Publishing;
using Actors.Schema;
using Actors.Streams;
using Actors.Streams.CloudEvents;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Kafka.Topics;
using Actors.Streams.Publishing;
using Actors.TestKit.Time;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// Kafka -> entity -> journal -> Kafka, over the embedded broker, which shares the machine. Beside it what the client alone reaches
/// from one topic to another, and what the journal reaches without Kafka.
/// </summary>
internal sealed class KafkaScenario : IScenario
{
    private const int Partitions = 4;
    private const int UnderWayMax = 12_000; // The embedded broker keeps 5 MB of a partition.
    private const int Entities = 1000;
    private const int RecordsPerSecond = 20_000; // About what arrives, so that --seconds is about how long it takes.
    private const int UnderWayForLatency = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "kafka";

    public string Summary => "Kafka -> entity -> journal -> Kafka, beside what the client and the journal reach alone.";

    public async Task Run(Bench bench)
    {
        var count = (long)(bench.Settings.Seconds * RecordsPerSecond);
        var workload = new Workload(4000, Entities);
        var client = await ClientAlone(bench, count);
        var journal = await bench.RawLimit(RawForm.Blocks, workload);
        var direct = await Direct(bench, workload);
        bench.Report.Add(FigureOf(bench, "client: topic to topic", client, "the client's own limit, encoding of CloudEvents included"));
        bench.Report.Add(direct);
        var full = await Through(bench, count, UnderWayMax);
        var limit = Math.Min(client.PerSecond, direct.PerSecond);
        var share = string.Create(CultureInfo.InvariantCulture, $"{full.PerSecond / limit:P0} of the smaller limit; bare blocks {journal?.RecordsPerSecond:N0}/s");
        bench.Report.Add(FigureOf(bench, "through, as fast as it goes", full, share));
        bench.Report.Add(FigureOf(bench, "through, 200 under way", await Through(bench, count / 16, UnderWayForLatency), "end to end: sent to seen"));
    }

    private static async Task<Figure> Direct(Bench bench, Workload workload)
    {
        await using var node = await bench.Start(Account.Model);
        return bench.FigureOf("kafka", "journal alone: asks", workload, await bench.Closed(workload.On(node), workload.Callers));
    }

    private static Figure FigureOf(Bench bench, string name, KafkaMeasure measure, string note) => new()
    {
        Scenario = "kafka",
        Case = name,
        Database = bench.Database.Name,
        Callers = 0,
        Entities = Entities,
        PerSecond = measure.PerSecond,
        P50Ms = measure.Latencies.PercentileMs(0.5),
        P99Ms = measure.Latencies.PercentileMs(0.99),
        P999Ms = measure.Latencies.PercentileMs(0.999),
        MaxMs = measure.Latencies.MaxMs,
        Note = note,
    };

    /// <summary>From one topic to another with the same clients and nothing in between.</summary>
    private static async Task<KafkaMeasure> ClientAlone(Bench bench, long count)
    {
        using var broker = EmbeddedBroker.Start();
        var connection = Topics(broker);
        var measure = new KafkaMeasure();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(bench.Token);
        using var sink = new KafkaSink(new KafkaSinkOptions { Connection = connection, Topic = "out" });
        var queue = System.Threading.Channels.Channel.CreateBounded<SinkRecord>(4000);
        var copying = Forward(queue.Reader, sink, stopping.Token);
        var reading = new KafkaTopicReader(connection, "in", Partitions).Run(
            record => queue.Writer.WriteAsync(new SinkRecord(record.Origin, record.Payload, record.Headers), stopping.Token).AsTask().Wait(), stopping.Token);
        await Measure(connection, measure, count, UnderWayMax, stopping);
        await Ended(reading, copying);
        return measure;
    }

    private static async Task Forward(System.Threading.Channels.ChannelReader<SinkRecord> records, KafkaSink sink, CancellationToken cancellationToken)
    {
        var batch = new List<SinkRecord>();
        while (await records.WaitToReadAsync(cancellationToken))
        {
            while (batch.Count < 2000 && records.TryRead(out var record))
            {
                batch.Add(record);
            }

            await sink.Publish(batch, cancellationToken);
            batch.Clear();
        }
    }

    private static async Task<KafkaMeasure> Through(Bench bench, long count, int underWay)
    {
        using var broker = EmbeddedBroker.Start();
        var connection = Topics(broker);
        var measure = new KafkaMeasure();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(bench.Token);
        await using var store = await bench.Database.OpenEmpty(bench.Token);
        using var sink = new KafkaSink(new KafkaSinkOptions { Connection = connection, Topic = "out" });
        var egress = Egress.Named("bench", "/bench").On<Account.Booked>((e, _) =>
            new PublicEvent("bench.booked.v1", Encoding.ASCII.GetBytes(e.Text))).Build();
        await using var system = await ActorSystem.Start(
            Account.Model,
            store,
            new ActorSystemOptions { ShardHosts = bench.Database.ShardHosts },
            [new EgressPublisher(egress, sink, Account.Model, store)],
            cancellationToken: bench.Token);
        var routes = new Dictionary<string, CommandRoute> { [KafkaLoad.CommandType] = new(Account.Type, new WireName("book", 1)) };
        var source = new KafkaSource(new KafkaSourceOptions { Name = "bench", Connection = connection, GroupId = "bench", Topics = ["in"] });
        var ingesting = system.Connect(source, new CloudEventsDecoder(Account.Model, routes)).Run(stopping.Token);
        await Measure(connection, measure, count, underWay, stopping);
        await Ended(ingesting);
        return measure;
    }

    private static async Task Ended(params Task[] tasks)
    {
        foreach (var task in tasks)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static KafkaConnection Topics(EmbeddedBroker broker)
    {
        broker.CreateTopic("in", Partitions);
        broker.CreateTopic("out", Partitions);

        // The embedded broker answers a fetch that finds nothing when its time is over, and not, as Kafka does, with the next record.
        var settings = new Dictionary<string, string> { ["fetch.wait.max.ms"] = "5" };
        return new KafkaConnection { BootstrapServers = broker.BootstrapServers, Settings = settings };
    }

    /// <summary>Feeds the first topic and reads the last, until all have arrived. The first tenth warms up.</summary>
    private static async Task Measure(KafkaConnection connection, KafkaMeasure measure, long count, int underWay, CancellationTokenSource stopping)
    {
        measure.Begin(count);
        var seeing = new KafkaTopicReader(connection, "out", Partitions).Run(measure.Take, stopping.Token);
        var load = new KafkaLoad(
            count,
            Entities,
            async number =>
            {
                if (number - measure.Arrived > underWay)
                {
                    await Eventually.Holds(() => number - measure.Arrived <= underWay, () => measure.Arrived, Patience);
                }
            },
            TimeProvider.System);
        await new KafkaFeed(new KafkaFeedOptions(connection, "in", Partitions)).Copy(load, KafkaLoad.Encode, _ => long.MaxValue, stopping.Token);
        await measure.Done.WaitAsync(Patience, stopping.Token);
        await stopping.CancelAsync();
        await Ended(seeing);
    }
}
