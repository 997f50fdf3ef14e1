using System.Globalization;
using System.Text;
using Actors.Sharding;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Native;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Publishing;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Topics;

/// <summary>
/// Copies an ordered source into a topic, each record once. Partition and offset of a record follow from the source alone: it goes by
/// the hash of its key, and carries its position in a header. A feed that is started again reads the last position of each
/// partition and goes on there; on a broker that has forgotten all, every record gets the offset it had before. One user at a time.
/// </summary>
/// <param name="options">What it fills.</param>
/// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
public sealed class KafkaFeed(KafkaFeedOptions options, TimeProvider? time = null)
{
    /// <summary>The header that tells a record's position in its source, as decimal text.</summary>
    public const string PositionHeader = "actors-position";

    private const int PerBatchMax = 1000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly FedPartition[] _partitions = [.. Enumerable.Range(0, options.Partitions).Select(_ => new FedPartition())];
    private long _sent;
    private Error? _failure;

    /// <summary>How many records the topic got from this process.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The offset of each partition at which its next record will stand; meaningful after the copying.</summary>
    public IReadOnlyList<long> Ends => [.. _partitions.Select(p => p.Next)];

    /// <summary>Copies the source to its end; all is acknowledged when this completes.</summary>
    /// <param name="source">The input.</param>
    /// <param name="map">What is sent for a record; <see langword="null"/> sends nothing.</param>
    /// <param name="readUpTo">The offset below which all of a partition is known to be read; feeding waits for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SinkUnavailableException">The cluster did not take a record in time.</exception>
    /// <exception cref="SourceUnreadableException">The source is missing or damaged, or the topic holds records of somebody else.</exception>
    public async Task Copy(ISource source, Func<SourceRecord, SinkRecord?> map, Func<int, long> readUpTo, CancellationToken cancellationToken)
    {
        NativeKafka.Require();
        await Places(cancellationToken).ConfigureAwait(false);
        using var producer = Connect();
        var first = _partitions.Min(p => p.LastPosition);
        await foreach (var record in source.Read(new LanePosition(first), cancellationToken).ConfigureAwait(false))
        {
            if (map(record) is { } mapped)
            {
                await Send(producer, record.Position, mapped, readUpTo, cancellationToken).ConfigureAwait(false);
            }
        }

        while (producer.Flush(TimeSpan.FromMilliseconds(100)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Delay(Between, _time, cancellationToken).ConfigureAwait(false);
        }

        Check();
    }

    private static int SizeOf(Message<string, byte[]> message) =>
        message.Key.Length + message.Value.Length + message.Headers.Sum(h => h.Key.Length + h.GetValueBytes().Length + 2) + 40;

    private async ValueTask Send(
        IProducer<string, byte[]> producer, LanePosition position, SinkRecord record, Func<int, long> readUpTo, CancellationToken cancellationToken)
    {
        var number = (int)(StableHash.Compute("feed", record.Key) % (ulong)options.Partitions);
        var partition = _partitions[number];
        if (position.Value <= partition.LastPosition)
        {
            return;
        }

        var message = KafkaMessages.Of(record);
        message.Headers.Add(PositionHeader, Encoding.ASCII.GetBytes(position.Value.ToString(CultureInfo.InvariantCulture)));
        while (partition.UnreadBytes(readUpTo(number)) > options.UnreadBytesMax)
        {
            Check();
            await Task.Delay(Between, _time, cancellationToken).ConfigureAwait(false);
        }

        while (!IsQueued(producer, number, message))
        {
            Check();
            await Task.Delay(Between, _time, cancellationToken).ConfigureAwait(false);
        }

        partition.Sent(position.Value, SizeOf(message));
        Interlocked.Increment(ref _sent);
    }

    private bool IsQueued(IProducer<string, byte[]> producer, int partition, Message<string, byte[]> message)
    {
        try
        {
            producer.Produce(new TopicPartition(options.Topic, partition), message, Delivered);
            return true;
        }
        catch (ProduceException<string, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    private void Delivered(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
        {
            Volatile.Write(ref _failure, report.Error);
        }
    }

    private void Check()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new SinkUnavailableException($"Kafka topic '{options.Topic}' did not take all records: {failure.Reason}");
        }
    }

    /// <summary>Finds the places. The client's question may never return when brokers restart meanwhile: it is left behind then.</summary>
    private async Task Places(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(FindPlaces, cancellationToken).WaitAsync(AnswerWithin * 3, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or KafkaException)
        {
            throw new SinkUnavailableException($"Kafka does not tell what topic '{options.Topic}' holds: {exception.Message}", exception);
        }
    }

    /// <summary>Finds the last record of each partition.</summary>
    private void FindPlaces()
    {
        var configuration = new ConsumerConfig();
        options.Connection.ApplyTo(configuration);
        configuration.GroupId = $"{options.Topic}-feed"; // The client demands one; it never joins.
        configuration.EnableAutoCommit = false;
        configuration.AutoOffsetReset = AutoOffsetReset.Error;
        using var consumer = new ConsumerBuilder<string, byte[]>(configuration).SetLogHandler((_, _) => { }).Build();
        for (var number = 0; number < _partitions.Length; number++)
        {
            var partition = new TopicPartition(options.Topic, number);
            var range = Watermarks.Ask(consumer, partition, AnswerWithin);
            if (range.High.Value > 0)
            {
                consumer.Assign(new TopicPartitionOffset(partition, range.High.Value - 1));
                _partitions[number] = new FedPartition(range.High.Value, PositionOf(consumer.Consume(AnswerWithin)));
            }
        }
    }

    private long PositionOf(ConsumeResult<string, byte[]>? last) =>
        last?.Message.Headers.TryGetLastBytes(PositionHeader, out var text) == true && long.TryParse(text, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new SourceUnreadableException($"The last record of topic '{options.Topic}' does not tell its position: somebody else writes to it. Name another topic.");

    private IProducer<string, byte[]> Connect()
    {
        var configuration = new ProducerConfig { LingerMs = 2, BatchNumMessages = PerBatchMax };
        options.Connection.ApplyTo(configuration);
        configuration.EnableIdempotence = true;
        configuration.EnableGaplessGuarantee = true;
        configuration.Acks = Acks.All;
        configuration.MessageTimeoutMs = (int)options.DeliveryTimeout.TotalMilliseconds;
        return new ProducerBuilder<string, byte[]>(configuration).SetLogHandler((_, _) => { }).Build();
    }
}
