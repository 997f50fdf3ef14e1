using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Publishing;
using Actors.TestKit.Contracts.Sinks;

namespace Actors.Streams.Tests.Kafka.Sinks;

/// <summary>A topic of its own that is published to in transactions, by one transactional id.</summary>
public class TransactionalSinkFixture : KafkaSinkFixture
{
    public override ISink Open(TimeSpan limit) => new SinkInTransactions(new KafkaTransactionalSink(new KafkaTransactionalSinkOptions
    {
        Connection = new KafkaConnection { BootstrapServers = Cluster.BootstrapServers },
        Topic = Topic,
        OffsetsTopic = $"{Topic}-offsets",
        TransactionalId = $"{Topic}-publisher",
        StartTimeout = limit,
        TransactionTimeout = limit,
    }));
}

/// <summary>The same on an embedded broker of its own, which goes down, comes up, and answers late.</summary>
public sealed class BreakableTransactionalSinkFixture : TransactionalSinkFixture, IBreakableSinkFixture
{
    public Task TakeDown(CancellationToken cancellationToken)
    {
        Cluster.Broker!.TakeDown(1);
        return Task.CompletedTask;
    }

    public Task BringUp(CancellationToken cancellationToken)
    {
        Cluster.Broker!.BringUp(1);
        return Task.CompletedTask;
    }

    public Task SlowDown(TimeSpan delay, CancellationToken cancellationToken)
    {
        Cluster.Broker!.Delay(1, delay);
        return Task.CompletedTask;
    }

    private protected override KafkaCluster Connect() => KafkaCluster.Embedded();

    private protected override void End() => Cluster.Dispose();
}
