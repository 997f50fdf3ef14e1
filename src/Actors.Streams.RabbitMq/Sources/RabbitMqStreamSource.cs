using Actors.Streams.RabbitMq.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>
/// A stream as a shared source: its offsets are the positions of a lane, so that each record takes effect once, however often it is
/// read. Of several readers of one name one reads, and another takes over when that one's connection is gone. Run it once at a time.
/// </summary>
public sealed class RabbitMqStreamSource : IPartitionedSource
{
    private const ushort ResourceLocked = 405;
    private readonly RabbitMqStreamSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile StreamPartition? _partition;

    /// <summary>Describes a source; nothing is connected yet.</summary>
    /// <param name="options">What is read and how.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each fault.</exception>
    public RabbitMqStreamSource(RabbitMqStreamSourceOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The RabbitMQ source '{options.Name}' is not configured rightly. {string.Join(" ", faults)}", nameof(options));
        }

        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Streams.RabbitMq");
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <summary>How many records were delivered and nobody has taken yet.</summary>
    public int Waiting => _partition?.Waiting ?? 0;

    /// <inheritdoc/>
    public async Task Run(ISourceHost host, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await RabbitMqClient.Connect(_options.Connection, $"actors source {Name}", cancellationToken).ConfigureAwait(false);
            try
            {
                await Read(connection, host, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await Closing.Abort(connection, null).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not SourceUnreadableException && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceUnreadableException($"RabbitMQ's stream '{_options.Stream}' cannot be read at {_options.Connection.Hosts}: {exception.Message}", exception);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Reads until the token falls, or the connection is lost.</summary>
    private async Task Read(IConnection connection, ISourceHost host, CancellationToken cancellationToken)
    {
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, reason) => Task.FromResult(lost.TrySetResult(reason.ReplyText));
        await DemandStream(connection, cancellationToken).ConfigureAwait(false);
        await WaitForTurn(connection, cancellationToken).ConfigureAwait(false);
        using var partition = new StreamPartition(_options, connection);
        using var givingUp = new CancellationTokenSource();
        _partition = partition;
        _logger.Consuming(Name, _options.Stream);
        var reading = host.Read(partition, givingUp.Token);
        await ((Task)lost.Task).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isLost = lost.Task.IsCompleted;
        partition.End();
        givingUp.CancelAfter(_options.StopTimeout);
        await reading.ConfigureAwait(false);
        _partition = null;
        if (isLost)
        {
            var reason = await lost.Task.ConfigureAwait(false);
            _logger.Lost(Name, _options.Stream, reason);
            throw new SourceUnreadableException($"RabbitMQ's stream '{_options.Stream}' was lost: {reason}");
        }

        _logger.Stopped(Name, _options.Stream);
    }

    private async Task DemandStream(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueDeclarePassiveAsync(_options.Stream, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until no other reader of this name has the stream. Its turn is an exclusive queue, which RabbitMQ deletes with the
    /// connection that declared it. Two that read at once, after a network was cut, do no harm: they share the lane.
    /// </summary>
    private async Task WaitForTurn(IConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                try
                {
                    await channel.QueueDeclareAsync(
                        $"actors.reader.{Name}.{_options.Stream}", durable: false, exclusive: true, autoDelete: false, cancellationToken: cancellationToken)
                        .ConfigureAwait(false);
                    return;
                }
                catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == ResourceLocked)
                {
                    await Task.Delay(_options.TakeOverEvery, _time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
