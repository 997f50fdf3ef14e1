using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Native;
using Actors.Streams.Kafka.Sources;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Topics;

/// <summary>
/// Reads all of a topic, from its first record, without a group: what is committed only, in the order of each partition. For checks
/// and exports. A record that is gone before it was read ends the reading with an error. Run it once.
/// </summary>
/// <param name="connection">The cluster.</param>
/// <param name="topic">The topic.</param>
/// <param name="partitions">How many partitions it has.</param>
public sealed class KafkaTopicReader(KafkaConnection connection, string topic, int partitions)
{
    private static readonly TimeSpan PollFor = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private readonly long[] _next = new long[partitions];
    private long _count;

    /// <summary>How many records were read.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Reads until the token falls.</summary>
    /// <param name="take">Takes each record, on the reading thread.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SourceUnreadableException">Records are missing: they were deleted before they were read.</exception>
    public Task Run(Action<SourceRecord> take, CancellationToken cancellationToken)
    {
        NativeKafka.Require();
        return Task.Factory.StartNew(
            () => Read(take, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Whether everything that the topic holds now has been read. Blocks while it asks the cluster.</summary>
    /// <exception cref="SourceUnreadableException">The cluster does not answer.</exception>
    public bool IsAtEnd()
    {
        // The client's question may never return when brokers restart meanwhile: it is left behind then, with the client.
        var asking = Task.Run(HasReadAll);
        try
        {
            return asking.Wait(AnswerWithin * 2)
                ? asking.Result
                : throw new SourceUnreadableException($"Kafka topic '{topic}' cannot be asked for its end: no answer came.");
        }
        catch (AggregateException failure) when (failure.InnerException is KafkaException exception)
        {
            throw new SourceUnreadableException($"Kafka topic '{topic}' cannot be asked for its end: {exception.Error.Reason}", exception);
        }
    }

    private bool HasReadAll()
    {
        using var consumer = Connect();
        return Enumerable.Range(0, partitions).All(p =>
            Interlocked.Read(ref _next[p]) >= Watermarks.Ask(consumer, new TopicPartition(topic, p), AnswerWithin).High.Value);
    }

    private void Read(Action<SourceRecord> take, CancellationToken cancellationToken)
    {
        using var consumer = Connect();
        consumer.Assign(Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffset(topic, p, new Offset(0))));
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Take(consumer.Consume(PollFor), take);
            }
            catch (ConsumeException exception) when (exception.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange)
            {
                throw new SourceUnreadableException(
                    $"Records of topic '{topic}' were deleted before they were read: {exception.Error.Reason}", exception);
            }
            catch (ConsumeException exception) when (!exception.Error.IsFatal)
            {
                // It passes, or the one who waits for the end gives up.
            }
        }
    }

    private void Take(ConsumeResult<byte[], byte[]>? result, Action<SourceRecord> take)
    {
        if (result is null)
        {
            return;
        }

        if (!result.IsPartitionEOF)
        {
            take(KafkaRecords.Of(result));
            Interlocked.Increment(ref _count);
            Interlocked.Exchange(ref _next[result.Partition.Value], result.Offset.Value + 1);
        }
        else
        {
            Interlocked.Exchange(ref _next[result.Partition.Value], result.Offset.Value); // Also past marks of transactions, which are no records.
        }
    }

    private IConsumer<byte[], byte[]> Connect()
    {
        var configuration = new ConsumerConfig { FetchWaitMaxMs = 20 };
        connection.ApplyTo(configuration);
        configuration.GroupId = $"{topic}-reader"; // The client demands one; it never joins.
        configuration.EnableAutoCommit = false;
        configuration.EnablePartitionEof = true;
        configuration.IsolationLevel = IsolationLevel.ReadCommitted;
        configuration.AutoOffsetReset = AutoOffsetReset.Error;
        return new ConsumerBuilder<byte[], byte[]>(configuration).SetLogHandler((_, _) => { }).Build();
    }
}
