using Actors.Streams.Publishing;
using Actors.Streams.RabbitMq.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Actors.Streams.RabbitMq.Sinks;

/// <summary>
/// Publishes persistent messages to an exchange, with the record's key as the routing key, and waits until RabbitMQ has confirmed
/// each. A message that no queue takes counts as not published. After a failure the caller publishes again, and what had arrived
/// arrives again: at least once, in the order of each key. One caller at a time; dispose it after the node.
/// </summary>
public sealed class RabbitMqSink : ISink, IAsyncDisposable
{
    private const int UnconfirmedMax = 256;
    private readonly RabbitMqSinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Describes a sink; it connects when it first publishes.</summary>
    /// <param name="options">Where it publishes and how.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each fault.</exception>
    public RabbitMqSink(RabbitMqSinkOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The RabbitMQ sink for '{options.Exchange}' is not configured rightly. {string.Join(" ", faults)}", nameof(options));
        }

        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Streams.RabbitMq");
    }

    /// <inheritdoc/>
    public async Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(_options.DeliveryTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var channel = await Connected(either.Token).ConfigureAwait(false);
            foreach (var batch in records.Chunk(UnconfirmedMax))
            {
                await Task.WhenAll(batch.Select(r => Send(channel, r, either.Token))).WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // What is still on its way must not arrive behind what will be published again: the connection goes with it.
            var isTooLarge = _channel?.CloseReason is { ReplyCode: Constants.PreconditionFailed, ReplyText: { } text } && text.Contains("message size", StringComparison.Ordinal);
            var detail = Reason(exception, limit.IsCancellationRequested);
            await Disconnect().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            _logger.SinkTrouble(_options.Exchange, detail);
            if (isTooLarge)
            {
                throw new RecordRefusedException($"RabbitMQ's exchange '{_options.Exchange}' does not take a message: {detail}", exception);
            }

            throw new SinkUnavailableException($"RabbitMQ's exchange '{_options.Exchange}' did not take all records: {detail}", exception);
        }
    }

    /// <summary>Ends the connection.</summary>
    public async ValueTask DisposeAsync() => await Disconnect().ConfigureAwait(false);

    private async ValueTask<IChannel> Connected(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true })
        {
            return _channel;
        }

        await Disconnect().ConfigureAwait(false);
        _connection = await RabbitMqClient.Connect(_options.Connection, $"actors sink {_options.Exchange}", cancellationToken).ConfigureAwait(false);
        _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellationToken).ConfigureAwait(false);
        await _channel.ExchangeDeclarePassiveAsync(_options.Exchange, cancellationToken).ConfigureAwait(false);
        return _channel;
    }

    /// <summary>Sends one record; completes with its confirmation. Calls in a row are sent in that order.</summary>
    private Task Send(IChannel channel, SinkRecord record, CancellationToken cancellationToken) => channel.BasicPublishAsync(
        _options.Exchange, record.Key, mandatory: true, MessageProperties.Of(record), record.Payload, cancellationToken).AsTask();

    /// <summary>Why it failed, as people can use it: RabbitMQ's own words where it closed the channel.</summary>
    private string Reason(Exception exception, bool isLate) => exception switch
    {
        _ when _channel?.CloseReason is { ReplyText.Length: > 0 } closed => closed.ReplyText,
        PublishException { IsReturn: true } => "no queue is bound for one of its routing keys.",
        PublishException => "RabbitMQ refused a message; its queue may be full or without a leader.",
        _ when isLate => $"it took longer than {_options.DeliveryTimeout}.",
        _ => exception.Message,
    };

    private async Task Disconnect()
    {
        var (connection, channel) = (_connection, _channel);
        (_connection, _channel) = (null, null);
        if (connection is not null)
        {
            await Closing.Abort(connection, channel).ConfigureAwait(false);
        }
    }
}
