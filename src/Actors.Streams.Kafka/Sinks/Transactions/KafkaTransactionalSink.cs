using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Kafka.Native;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Streams.Kafka.Sinks.Transactions;

/// <summary>
/// Publishes to a Kafka topic in transactions. The offsets go into a compacted topic in the same transaction, so that a consumer with
/// <c>isolation.level=read_committed</c> sees each event once. Needs brokers that have transactions. On one that accepts the calls without
/// their effect, as an embedded broker does, it is at least once: the records are acknowledged before their offsets are sent. One caller at a
/// time; dispose it after the node.
/// </summary>
public sealed class KafkaTransactionalSink : ITransactionalSink, IDisposable
{
    private static readonly TimeSpan QueueWait = TimeSpan.FromMilliseconds(10);
    private readonly KafkaTransactionalSinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private IProducer<string, byte[]>? _producer;

    /// <summary>Describes a sink; it connects when it is fenced.</summary>
    /// <param name="options">Where it publishes and how.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each fault.</exception>
    /// <exception cref="DllNotFoundException">librdkafka is not installed.</exception>
    public KafkaTransactionalSink(KafkaTransactionalSinkOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null)
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

    private IProducer<string, byte[]> Producer =>
        _producer ?? throw new InvalidOperationException("The sink is not connected: fence first.");

    /// <inheritdoc/>
    public Task Fence(CancellationToken cancellationToken) => Do(
        () =>
        {
            Dispose();
            _producer = Connect();
            _producer.InitTransactions(_options.StartTimeout);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<ShardId, long>> ReadOffsets(ReaderName egress, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<ShardId, long> offsets = new Dictionary<ShardId, long>();
        var reading = Do(() => offsets = new OffsetReader(_options, _time).Read(egress, cancellationToken), cancellationToken);
        try
        {
            // A question of the reader's may never return when brokers restart meanwhile: it has clients of its own, and is left behind.
            await reading.WaitAsync((_options.StartTimeout * 3) + _options.TransactionTimeout, _time, cancellationToken).ConfigureAwait(false);
            return offsets;
        }
        catch (TimeoutException late)
        {
            throw new SinkUnavailableException($"The brokers do not tell what topic '{_options.OffsetsTopic}' holds.", late);
        }
        finally
        {
            _ = reading.ContinueWith(r => r.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    public Task Begin(CancellationToken cancellationToken) => Do(Producer.BeginTransaction, cancellationToken);

    /// <inheritdoc/>
    public async Task Send(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        await Send(_options.Topic, records.Select(KafkaMessages.Of), cancellationToken).ConfigureAwait(false);
        await Do(() => Flush(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task SendOffsets(ReaderName egress, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken) =>
        Send(_options.OffsetsTopic, offsets.Select(o => OffsetRecords.Of(egress, o.Key, o.Value)), cancellationToken);

    /// <inheritdoc/>
    public Task Commit(CancellationToken cancellationToken) => Do(() => Producer.CommitTransaction(_options.TransactionTimeout), cancellationToken);

    /// <inheritdoc/>
    public Task Abort(CancellationToken cancellationToken) => Do(() => Producer.AbortTransaction(_options.TransactionTimeout), cancellationToken);

    /// <summary>Ends the connection. A transaction that is open stays so until the next one fences or it times out.</summary>
    public void Dispose()
    {
        _producer?.Dispose();
        _producer = null;
    }

    /// <summary>Does what blocks, away from the caller's thread.</summary>
    private async Task Do(Action call, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(call, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException failure)
        {
            throw KafkaFailures.Of(_options.Topic, failure);
        }
        catch (InvalidOperationException failure) // A setting that librdkafka refuses.
        {
            throw new SinkUnavailableException($"Kafka topic '{_options.Topic}' cannot be published to: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Waits until the brokers have all that is queued: where an open transaction is not taken back, no offset may stand behind records that
    /// never arrived. Blocks.
    /// </summary>
    private void Flush(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.TransactionTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            Producer.Flush(either.Token);
        }
        catch (OperationCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SinkUnavailableException($"Kafka topic '{_options.Topic}' did not acknowledge records within {_options.TransactionTimeout}.", canceled);
        }
    }

    /// <summary>Queues messages; the commit waits for them and fails when one of them does.</summary>
    private async Task Send(string topic, IEnumerable<Message<string, byte[]>> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            while (!IsQueued(topic, message))
            {
                await Task.Delay(QueueWait, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool IsQueued(string topic, Message<string, byte[]> message)
    {
        try
        {
            Producer.Produce(topic, message);
            return true;
        }
        catch (ProduceException<string, byte[]> failure) when (failure.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (ProduceException<string, byte[]> failure) when (failure.Error is { IsFatal: false, Code: ErrorCode.Local_State })
        {
            return true; // An earlier record was refused, and the transaction takes no more; its commit fails, and tells why.
        }
        catch (ProduceException<string, byte[]> failure) when (failure.Error is { IsFatal: false, Code: ErrorCode.MsgSizeTooLarge })
        {
            throw new RecordRefusedException($"Kafka topic '{topic}' takes no record of this size: {failure.Error.Reason}", failure);
        }
        catch (ProduceException<string, byte[]> failure)
        {
            throw KafkaFailures.Of(topic, failure);
        }
    }

    private IProducer<string, byte[]> Connect() => Producers.Connect(_options.Connection, _options.Topic, _logger, configuration =>
    {
        configuration.TransactionalId = _options.TransactionalId;
        configuration.TransactionTimeoutMs = (int)_options.TransactionTimeout.TotalMilliseconds;
        configuration.EnableDeliveryReports = false; // The commit waits for every record, and fails when one does.
    });
}
