using System.Text.Json;
using Actors.Journal;
using Actors.Runtime;
using Actors.Runtime.Streams.Publishing;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Publishing;
using Actors.Streams.Tests.Samples;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>A node that publishes its coins in transactions.</summary>
internal sealed class TransactionalNode(ActorSystem system, KafkaTransactionalSink kafka, RecordingSink sink) : IAsyncDisposable
{
    /// <summary>A coin whose public event is too large for every topic.</summary>
    public const int OversizedCoin = 1_000_000;

    private static readonly Egress Coins = Egress.Named("coins", "/jars")
        .On<CoinPut>((e, _) => e.Coin == OversizedCoin ? new PublicEvent("org.example.put-coin", new byte[2 * 1024 * 1024]) : PublicEvent.Json("org.example.put-coin", new PutCoin(e.Coin), JarJson.Default.PutCoin))
        .Build();

    public ActorSystem System => system;

    public RecordingSink Sink => sink;

    public static KafkaTransactionalSinkOptions Options(KafkaCluster cluster, string topic) => new()
    {
        Topic = topic,
        OffsetsTopic = $"{topic}-offsets",
        TransactionalId = $"{topic}-publisher",
        Connection = new KafkaConnection { BootstrapServers = cluster.BootstrapServers },
        StartTimeout = TimeSpan.FromSeconds(20),
        TransactionTimeout = TimeSpan.FromSeconds(4),
    };

    public static async Task<TransactionalNode> Start(KafkaCluster cluster, string topic, IJournalStore store, Action<RecordingSink>? prepare = null)
    {
        var kafka = new KafkaTransactionalSink(Options(cluster, topic));
        var sink = new RecordingSink(kafka);
        prepare?.Invoke(sink);
        var system = await ActorSystem.Start(Jar.Model, store, projections: [new TransactionalPublisher(Coins, sink, Jar.Model, store)]);
        return new TransactionalNode(system, kafka, sink);
    }

    public async Task Put(string jar, int first, int count)
    {
        for (var coin = first; coin < first + count; coin++)
        {
            await system.EntityRef<Jar, JarCommand, JarEvent>(jar).Ask(new PutCoin(coin));
        }
    }

    public Task Published() => system.WaitForProjections(CancellationToken.None).WaitAsync(TestReader.Patience);

    /// <summary>The coins that a reader of committed records sees, once the last of them is there.</summary>
    public static List<long> Committed(KafkaCluster cluster, string topic, long last)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = cluster.BootstrapServers,
            GroupId = KafkaCluster.NewName("group"),
            EnableAutoCommit = false,
            IsolationLevel = IsolationLevel.ReadCommitted,
        }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var coins = new List<long>();
        while (!coins.Contains(last) && consumer.Consume(TestReader.Patience) is { } result)
        {
            coins.Add(JsonSerializer.Deserialize(result.Message.Value, JarJson.Default.PutCoin)!.Coin);
        }

        while (consumer.Consume(TimeSpan.FromMilliseconds(300)) is { } more)
        {
            coins.Add(JsonSerializer.Deserialize(more.Message.Value, JarJson.Default.PutCoin)!.Coin);
        }

        return coins;
    }

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        kafka.Dispose();
    }
}
