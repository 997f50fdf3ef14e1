using Actors.Streams.RabbitMq.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>
/// A quorum queue with a single active consumer as a shared source: of all readers RabbitMQ lets one consume, in the queue's order, and
/// another takes over when that one is gone. A queue has no positions: a message is acknowledged after its outcome is durable, is
/// delivered again when that was not reached, and takes effect once as long as its entity remembers the command's id. Run it
/// once at a time.
/// </summary>
public sealed class RabbitMqQueueSource : IPartitionedSource
{
    private readonly RabbitMqQueueSourceOptions _options;
    private readonly ILogger _logger;
    private volatile QueueConsumer? _consumer;
    private long _redelivered;

    /// <summary>Describes a source; nothing is connected yet.</summary>
    /// <param name="options">What is consumed and how.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each fault.</exception>
    public RabbitMqQueueSource(RabbitMqQueueSourceOptions options, ILoggerFactory? loggers = null)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The RabbitMQ source '{options.Name}' is not configured rightly. {string.Join(" ", faults)}", nameof(options));
        }

        _options = options;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Streams.RabbitMq");
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <summary>How many messages were delivered and nobody has taken yet.</summary>
    public int Waiting => _consumer?.Partition.Waiting ?? 0;

    /// <summary>How many messages were delivered to this process that had been delivered before.</summary>
    public long Redelivered => Interlocked.Read(ref _redelivered);

    /// <inheritdoc/>
    public async Task Run(ISourceHost host, CancellationToken cancellationToken)
    {
        var connection = await Connect(cancellationToken).ConfigureAwait(false);
        IChannel? channel = null;
        try
        {
            channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await Declare(channel, cancellationToken).ConfigureAwait(false);
            using var consumer = new QueueConsumer(_options, channel, host) { Redelivered = () => Interlocked.Increment(ref _redelivered) };
            _consumer = consumer;
            _logger.Consuming(Name, _options.Queue);
            if (await consumer.Run(cancellationToken).ConfigureAwait(false) is { } reason)
            {
                _logger.Lost(Name, _options.Queue, reason);
                throw new SourceUnreadableException($"RabbitMQ's queue '{_options.Queue}' was lost: {reason}");
            }
        }
        catch (Exception exception) when (exception is AlreadyClosedException or OperationInterruptedException or IOException)
        {
            throw new SourceUnreadableException($"RabbitMQ's queue '{_options.Queue}' cannot be consumed: {exception.Message}", exception);
        }
        finally
        {
            _consumer = null;
            await Closing.Abort(connection, channel).ConfigureAwait(false);
        }

        _logger.Stopped(Name, _options.Queue);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<IConnection> Connect(CancellationToken cancellationToken)
    {
        try
        {
            return await RabbitMqClient.Connect(_options.Connection, $"actors source {Name}", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new SourceUnreadableException($"{_options.Connection} cannot be reached: {exception.Message}", exception);
        }
    }

    /// <summary>Declares the queue; RabbitMQ refuses that when it exists and is another kind of queue.</summary>
    private Task<QueueDeclareOk> Declare(IChannel channel, CancellationToken cancellationToken) => channel.QueueDeclareAsync(
        _options.Queue,
        durable: true,
        exclusive: false,
        autoDelete: false,
        new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true },
        cancellationToken: cancellationToken);
}
