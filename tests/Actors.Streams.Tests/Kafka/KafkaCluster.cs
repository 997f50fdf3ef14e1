using System.Globalization;
using System.Text;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sources;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Actors.Streams.Tests.Kafka;

/// <summary>
/// A cluster for tests: the real one that the environment variable ACTORS_KAFKA names by its bootstrap servers, else an embedded one.
/// Tests use topics and groups of their own, so they share it.
/// </summary>
internal sealed class KafkaCluster : IDisposable
{
    private static readonly Lazy<KafkaCluster> Common = new(() => RealServers is null ? Embedded() : new KafkaCluster(null));
    private readonly IProducer<byte[], byte[]> _producer;

    private KafkaCluster(EmbeddedBroker? broker)
    {
        Broker = broker;
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = BootstrapServers, LingerMs = 1, EnableIdempotence = true })
            .SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>The bootstrap servers of a real cluster, where the environment names one.</summary>
    public static string? RealServers => Environment.GetEnvironmentVariable("ACTORS_KAFKA") is { Length: > 0 } servers ? servers : null;

    /// <summary>
    /// A file, such as a named pipe, to which the console of an embedded broker in another process listens, where ACTORS_KAFKA names one: such a
    /// broker creates topics by a line there, and not when it is asked to.
    /// </summary>
    private static string? BrokerConsole => Environment.GetEnvironmentVariable("ACTORS_KAFKA_CONSOLE") is { Length: > 0 } file ? file : null;

    /// <summary>Whether transactions have an effect: on a real cluster.</summary>
    public static bool HasTransactions => RealServers is not null && BrokerConsole is null;

    /// <summary>The one that most tests share.</summary>
    public static KafkaCluster Shared => Common.Value;

    /// <summary>The embedded broker, to make it fail; <see langword="null"/> when the cluster is real.</summary>
    public EmbeddedBroker? Broker { get; }

    public string BootstrapServers => Broker?.BootstrapServers ?? RealServers!;

    /// <summary>An embedded cluster of its own, for tests that make it fail.</summary>
    public static KafkaCluster Embedded(int brokers = 1) => new(EmbeddedBroker.Start(brokers));

    /// <summary>A name that no other test has.</summary>
    public static string NewName(string prefix) => $"{prefix}-{Guid.NewGuid():n}";

    /// <summary>
    /// Takes an embedded broker down. librdkafka closes its port and takes it again, and ends the whole test run where it cannot: as while a process that
    /// is just being started has a copy of the port.
    /// </summary>
    public void TakeDown(int broker) => ProcessStarts.Pause(() => Broker!.TakeDown(broker));

    public async Task<string> CreateTopic(int partitions, string? name = null)
    {
        var topic = name ?? NewName("topic");
        if (Broker is not null)
        {
            Broker.CreateTopic(topic, partitions);
        }
        else
        {
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).Build();
            await (BrokerConsole is { } console ? TellConsole(console, admin, topic, partitions) : admin.CreateTopicsAsync(
            [
                new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = 1 },
                new TopicSpecification { Name = $"{topic}-offsets", NumPartitions = 1, ReplicationFactor = 1 },
            ]));
        }

        return topic;
    }

    /// <summary>Appends records; they are there when this completes.</summary>
    public Task Write(string topic, int partition, IEnumerable<string> lines) =>
        Send(topic, partition, lines.Select(l => new Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes(l) }));

    /// <summary>Appends records; they are there when this completes.</summary>
    public async Task Send(string topic, int partition, IEnumerable<Message<byte[], byte[]>> messages)
    {
        var open = 1;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var message in messages)
        {
            Interlocked.Increment(ref open);
            _producer.Produce(new TopicPartition(topic, partition), message, report => Done(report.Error));
        }

        Done(new Error(ErrorCode.NoError));
        await all.Task.WaitAsync(TimeSpan.FromSeconds(60));

        void Done(Error error)
        {
            if (error.IsError)
            {
                all.TrySetException(new KafkaException(error));
            }
            else if (Interlocked.Decrement(ref open) == 0)
            {
                all.TrySetResult();
            }
        }
    }

    private static async Task TellConsole(string console, IAdminClient admin, string topic, int partitions)
    {
        await using (var file = new FileStream(console, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"topic {topic} {partitions}\n")));
        }

        // Of all topics: to ask for one by its name would create it.
        await Eventually.Holds(() => admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Exists(t => t.Topic == topic), within: TimeSpan.FromSeconds(60));
    }

    /// <summary>A source over a topic, with small limits.</summary>
    public KafkaSource Source(string topic, string group, string name = "test") => new(Options(topic, group, name));

    public KafkaSourceOptions Options(string topic, string group, string name = "test") => new()
    {
        Name = name,
        Connection = new KafkaConnection { BootstrapServers = BootstrapServers },
        GroupId = group,
        Topics = [topic],
        BufferRecordsMax = 512,
        SessionTimeout = TimeSpan.FromSeconds(6),
        CommitEvery = TimeSpan.FromMilliseconds(200),
    };

    public void Dispose()
    {
        _producer.Dispose();
        Broker?.Dispose();
    }
}
