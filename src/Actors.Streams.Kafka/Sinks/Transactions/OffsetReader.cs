using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Kafka.Connections;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sinks.Transactions;

/// <summary>
/// Reads the committed offsets of an egress: the whole compacted topic, up to the end that it has when the reading begins. Transactions
/// that others have open there hold it up until they end, at the latest by their time-out.
/// </summary>
internal sealed class OffsetReader(KafkaTransactionalSinkOptions options, TimeProvider time)
{
    private static readonly TimeSpan PollFor = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads; blocks.</summary>
    /// <exception cref="KafkaException">The brokers do not answer in time.</exception>
    public IReadOnlyDictionary<ShardId, long> Read(ReaderName egress, CancellationToken cancellationToken)
    {
        var ends = Ends();
        var offsets = new Dictionary<ShardId, long>();
        using var consumer = Connect(IsolationLevel.ReadCommitted);
        consumer.Assign(ends.Keys.Select(p => new TopicPartitionOffset(p, Offset.Beginning)));
        var started = time.GetTimestamp();
        while (ends.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(started) > options.StartTimeout + options.TransactionTimeout)
            {
                throw new KafkaException(new Error(
                    ErrorCode.Local_TimedOut, $"the offsets in topic '{options.OffsetsTopic}' could not be read to their end; transactions of others may be open there"));
            }

            Take(consumer.Consume(PollFor), egress, offsets, ends);
        }

        return offsets;
    }

    private static void Take(
        ConsumeResult<string, byte[]>? result, ReaderName egress, Dictionary<ShardId, long> offsets, Dictionary<TopicPartition, long> ends)
    {
        if (result is null || !ends.TryGetValue(result.TopicPartition, out var end))
        {
            return;
        }

        if (result.IsPartitionEOF ? result.Offset.Value >= end : result.Offset.Value + 1 >= end)
        {
            ends.Remove(result.TopicPartition);
        }

        if (!result.IsPartitionEOF && OffsetRecords.Read(egress, result.Message) is var (shard, offset))
        {
            offsets[shard] = Math.Max(offset, offsets.GetValueOrDefault(shard)); // The same shard may stand in two partitions, after some were added.
        }
    }

    /// <summary>Where each partition ends, open transactions included.</summary>
    private Dictionary<TopicPartition, long> Ends()
    {
        using var asker = Connect(IsolationLevel.ReadUncommitted);
        using var admin = new DependentAdminClientBuilder(asker.Handle).Build();
        var topic = admin.GetMetadata(options.OffsetsTopic, options.StartTimeout).Topics.Single();
        if (topic.Error.IsError)
        {
            throw new KafkaException(new Error(topic.Error.Code, $"topic '{options.OffsetsTopic}' for offsets: {topic.Error.Reason}; create it with cleanup.policy=compact"));
        }

        var ends = new Dictionary<TopicPartition, long>();
        foreach (var partition in topic.Partitions.Select(p => new TopicPartition(options.OffsetsTopic, p.PartitionId)))
        {
            var range = Watermarks.Ask(asker, partition, options.StartTimeout);
            if (range.High > range.Low)
            {
                ends.Add(partition, range.High.Value);
            }
        }

        return ends;
    }

    private IConsumer<string, byte[]> Connect(IsolationLevel isolation)
    {
        var configuration = new ConsumerConfig { FetchWaitMaxMs = 20 };
        options.Connection.ApplyTo(configuration);
        configuration.GroupId = $"{options.TransactionalId}-offsets"; // The client demands one; it never joins.
        configuration.EnableAutoCommit = false;
        configuration.EnableAutoOffsetStore = false;
        configuration.EnablePartitionEof = true;
        configuration.IsolationLevel = isolation;
        configuration.AutoOffsetReset = AutoOffsetReset.Earliest;
        return new ConsumerBuilder<string, byte[]>(configuration).SetLogHandler((_, _) => { }).Build();
    }
}
