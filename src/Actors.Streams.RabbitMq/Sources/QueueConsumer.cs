using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>
/// Consumes from a queue over one channel, from its beginning to its end. The partition is handed to the host with its first delivery:
/// a consumer that is not the active one gets none.
/// </summary>
internal sealed class QueueConsumer(RabbitMqQueueSourceOptions options, IChannel channel, ISourceHost host) : IDisposable
{
    private readonly TaskCompletionSource _active = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called for each message that was delivered before.</summary>
    public required Action Redelivered { get; init; }

    public QueuePartition Partition { get; } = new(SourceFaults.LaneOf(options.Name, options.Queue), options.Prefetch);

    /// <summary>Consumes until the token falls, or the channel is lost.</summary>
    /// <returns>Why the channel was lost; <see langword="null"/> when the token fell.</returns>
    public async Task<string?> Run(CancellationToken cancellationToken)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => Take(delivery);
        var end = new ChannelEnd(channel, consumer);
        using var ended = Partition.Ending.Register(() => end.Lost("its reading failed and begins again."));
        await channel.BasicQosAsync(0, (ushort)options.Prefetch, global: false, cancellationToken).ConfigureAwait(false);
        await channel.BasicConsumeAsync(options.Queue, autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
        using var givingUp = new CancellationTokenSource();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadWhenActive(givingUp.Token, stopping.Token);
        using var acknowledging = new CancellationTokenSource();
        var acknowledgements = Acknowledge(end, acknowledging.Token);
        await ((Task)end.Reason).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The consumer is not cancelled: RabbitMQ would let the next one consume while what we have in hand is not done, and order would
        // be lost. It ends with its channel, and what was not acknowledged goes back to its place.
        var isStopped = !end.Reason.IsCompleted;
        Partition.End();
        givingUp.CancelAfter(options.StopTimeout);
        await stopping.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        await acknowledging.CancelAsync().ConfigureAwait(false);
        await acknowledgements.ConfigureAwait(false);
        return isStopped ? null : await end.Reason.ConfigureAwait(false);
    }

    public void Dispose() => Partition.Dispose();

    private Task Take(BasicDeliverEventArgs delivery)
    {
        if (delivery.Redelivered)
        {
            Redelivered();
        }

        _active.TrySetResult();
        if (!Partition.Take(RabbitMqRecords.OfQueue(options.Queue, delivery)))
        {
            Partition.End(); // More than the prefetch: nothing may be dropped, so all of it comes again on a new channel.
        }

        return Task.CompletedTask;
    }

    private async Task ReadWhenActive(CancellationToken givingUp, CancellationToken stopping)
    {
        await _active.Task.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_active.Task.IsCompleted)
        {
            await host.Read(Partition, givingUp).ConfigureAwait(false);
        }
    }

    /// <summary>Acknowledges everything up to the floor, again and again; what moved meanwhile goes with one acknowledgement.</summary>
    private async Task Acknowledge(ChannelEnd end, CancellationToken cancellationToken)
    {
        var told = 0L;
        var isLast = false;
        try
        {
            while (!isLast)
            {
                await Partition.FloorMoved(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                isLast = cancellationToken.IsCancellationRequested;
                if (Partition.Floor is var floor && floor > told && channel.IsOpen)
                {
                    await channel.BasicAckAsync((ulong)floor, multiple: true, CancellationToken.None).ConfigureAwait(false);
                    told = floor;
                }
            }
        }
        catch (Exception exception) // Not acknowledged is delivered again; the ids keep effects single.
        {
            await end.Lost(exception.Message).ConfigureAwait(false);
        }
    }
}
