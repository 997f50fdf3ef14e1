using Actors.Streams.Kafka.Native;
using Actors.Streams.Publishing;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Streams.Kafka.Sinks;

/// <summary>
/// Publishes to a Kafka topic with an idempotent producer: what the client itself sends again arrives once and in order. After a
/// failure the caller publishes again, and what had arrived arrives again: at least once. Keys choose the partition as Java's
/// client does (murmur2). One caller at a time; dispose it after the node.
/// </summary>
public sealed class KafkaSink : ISink, IDisposable
{
    private static readonly TimeSpan QueueWait = TimeSpan.FromMilliseconds(10);
    private readonly KafkaSinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private IProducer<string, byte[]>? _producer;

    /// <summary>Describes a sink; it connects when it first publishes.</summary>
    /// <param name="options">Where it publishes and how.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each fault.</exception>
    /// <exception cref="DllNotFoundException">librdkafka is not installed.</exception>
    public KafkaSink(KafkaSinkOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The Kafka sink for '{options.Topic}' is not configured rightly. {string.Join(" ", faults)}", nameof(options));
        }

        NativeKafka.Require();
        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Streams.Kafka");
    }

    /// <inheritdoc/>
    public async Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        var producer = _producer ??= Connect();
        var deliveries = new Deliveries(records.Count);
        try
        {
            foreach (var record in records)
            {
                await Send(producer, record, deliveries, cancellationToken).ConfigureAwait(false);
            }

            await deliveries.All.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // What is still queued must not arrive behind what will be published again: the producer goes with its queue.
            Disconnect();
            if (exception is KafkaException { Error.Code: ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidRecord } refusal)
            {
                throw new RecordRefusedException($"Kafka topic '{_options.Topic}' does not take a record: {refusal.Error.Reason}", refusal);
            }

            if (exception is KafkaException failure)
            {
                throw new SinkUnavailableException($"Kafka topic '{_options.Topic}' did not take all records: {failure.Error.Reason}", failure);
            }

            throw;
        }
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => Disconnect();

    /// <summary>Queues a record; waits while the client's own queue is full.</summary>
    private async ValueTask Send(IProducer<string, byte[]> producer, SinkRecord record, Deliveries deliveries, CancellationToken cancellationToken)
    {
        var message = KafkaMessages.Of(record);
        while (true)
        {
            try
            {
                producer.Produce(_options.Topic, message, deliveries.Delivered);
                return;
            }
            catch (ProduceException<string, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(QueueWait, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private IProducer<string, byte[]> Connect() => Producers.Connect(_options.Connection, _options.Topic, _logger, configuration =>
    {
        configuration.EnableGaplessGuarantee = true;
        configuration.MessageTimeoutMs = (int)_options.DeliveryTimeout.TotalMilliseconds;
    });

    private void Disconnect()
    {
        _producer?.Dispose();
        _producer = null;
    }
}
