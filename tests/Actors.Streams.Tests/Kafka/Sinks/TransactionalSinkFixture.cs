using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Publishing;

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
