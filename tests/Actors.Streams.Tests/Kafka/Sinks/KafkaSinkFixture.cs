using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Publishing;
using Actors.TestKit.Contracts.Sinks;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka.Sinks;

/// <summary>A topic of its own, on the shared cluster or on an embedded broker of its own, which can go down, come up, and answer late.</summary>
public class KafkaSinkFixture : ISinkFixture
{
    private const int Partitions = 2;

    public int OversizedBytes => 2 * 1024 * 1024;

    internal EmbeddedBroker Broker => Cluster.Broker!;

    /// <summary>Whether it has a broker of its own.</summary>
    protected virtual bool HasOwnBroker => false;

    private protected KafkaCluster Cluster { get; private set; } = null!;

    private protected string Topic { get; private set; } = string.Empty;

    public async Task Create(CancellationToken cancellationToken)
    {
        Cluster = HasOwnBroker ? KafkaCluster.Embedded() : KafkaCluster.Shared;
        Topic = await Cluster.CreateTopic(Partitions);
    }

    public virtual ISink Open(TimeSpan limit) => new KafkaSink(new KafkaSinkOptions
    {
        Connection = new KafkaConnection { BootstrapServers = Cluster.BootstrapServers },
        Topic = Topic,
        DeliveryTimeout = limit,
    });

    public Task<IReadOnlyList<SinkRecord>> Arrived(int count, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<SinkRecord>>(
        () =>
        {
            using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
            {
                BootstrapServers = Cluster.BootstrapServers,
                GroupId = KafkaCluster.NewName("group"),
                EnableAutoCommit = false,
                EnablePartitionEof = true,
                IsolationLevel = IsolationLevel.ReadCommitted,
            }).Build();
            consumer.Assign(Enumerable.Range(0, Partitions).Select(p => new TopicPartitionOffset(Topic, p, Offset.Beginning)));
            var arrived = new List<SinkRecord>();
            var atEnd = new HashSet<int>();
            while (arrived.Count < count || atEnd.Count < Partitions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var result = consumer.Consume(TestReader.Patience) ?? throw new TimeoutException($"Only {arrived.Count} of {count} records have arrived.");
                if (result.IsPartitionEOF)
                {
                    atEnd.Add(result.Partition.Value);
                }
                else
                {
                    atEnd.Remove(result.Partition.Value);
                    arrived.Add(new SinkRecord(
                        result.Message.Key, result.Message.Value, [.. result.Message.Headers.Select(h => new SourceHeader(h.Key, h.GetValueBytes()))]));
                }
            }

            return arrived;
        },
        cancellationToken);

    public Task TakeDown(CancellationToken cancellationToken)
    {
        Cluster.TakeDown(1);
        return Task.CompletedTask;
    }

    public Task BringUp(CancellationToken cancellationToken)
    {
        Broker.BringUp(1);
        return Task.CompletedTask;
    }

    public Task SlowDown(TimeSpan delay, CancellationToken cancellationToken)
    {
        Broker.Delay(1, delay);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (HasOwnBroker)
        {
            Cluster.Dispose();
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
