using Actors.Streams.Kafka.Connections;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Actors.Streams.Kafka.Sinks;

/// <summary>Makes the producers of all sinks alike: idempotent, acknowledged by all replicas, partitioned by key as Java's client does.</summary>
internal static class Producers
{
    private const int QueueKibibytesMax = 64 * 1024; // What waits in the client; more waits outside. librdkafka would take 1 GiB.

    /// <summary>Connects.</summary>
    /// <param name="connection">To which cluster.</param>
    /// <param name="topic">What for, in the log.</param>
    /// <param name="logger">Told what librdkafka complains about.</param>
    /// <param name="configure">Sets what is the sink's own; it has the last word.</param>
    public static IProducer<string, byte[]> Connect(KafkaConnection connection, string topic, ILogger logger, Action<ProducerConfig> configure)
    {
        var configuration = new ProducerConfig { LingerMs = 5, QueueBufferingMaxKbytes = QueueKibibytesMax };
        connection.ApplyTo(configuration);
        configuration.EnableIdempotence = true;
        configuration.Acks = Acks.All;
        configuration.Partitioner = Partitioner.Murmur2Random;
        configure(configuration);
        return new ProducerBuilder<string, byte[]>(configuration)
            .SetErrorHandler((_, error) => logger.SinkTrouble(topic, error.Reason))
            .SetLogHandler((_, message) => logger.SinkTrouble(topic, message.Message))
            .Build();
    }
}
