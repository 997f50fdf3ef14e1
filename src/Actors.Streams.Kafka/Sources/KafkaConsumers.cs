using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>Configures the consumer of a source.</summary>
internal static class KafkaConsumers
{
    /// <summary>The configuration that the options ask for.</summary>
    public static ConsumerConfig ConfigurationOf(KafkaSourceOptions options)
    {
        var configuration = new ConsumerConfig
        {
            // The bound of librdkafka's own queue of a partition, before ours.
            QueuedMaxMessagesKbytes = Math.Max(1024, options.BufferBytesMax / 1024),

            // Of one answer of a broker, over all partitions.
            FetchMaxBytes = Math.Max(1024 * 1024, options.BufferBytesMax),

            // A resumed partition waits until the fetch that is under way for others comes back: 500 ms by default, too long for each pause.
            FetchWaitMaxMs = 100,
        };
        options.Connection.ApplyTo(configuration);
        configuration.GroupId = options.GroupId;
        configuration.GroupInstanceId = options.GroupInstanceId;
        configuration.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
        configuration.SessionTimeoutMs = (int)options.SessionTimeout.TotalMilliseconds;

        // The place is ours. What is committed to Kafka follows it, in the background, and nothing reads on from it.
        configuration.EnableAutoCommit = true;
        configuration.EnableAutoOffsetStore = false;
        configuration.AutoCommitIntervalMs = (int)options.CommitEvery.TotalMilliseconds;

        // A place that Kafka does not have is an error to look into, never a reason to jump.
        configuration.AutoOffsetReset = AutoOffsetReset.Error;
        configuration.EnablePartitionEof = true; // Tells also that a new partition has come to its end; see the poll loop.
        configuration.IsolationLevel = IsolationLevel.ReadCommitted;
        return configuration;
    }

    /// <summary>A client that only asks about the partitions of a source; it belongs to no group and reads nothing.</summary>
    public static IConsumer<byte[], byte[]> Asking(KafkaSourceOptions options)
    {
        var configuration = ConfigurationOf(options);
        configuration.GroupInstanceId = null;
        configuration.EnableAutoCommit = false;
        return new ConsumerBuilder<byte[], byte[]>(configuration).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }
}
