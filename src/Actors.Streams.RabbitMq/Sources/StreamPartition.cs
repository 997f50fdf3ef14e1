using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>
/// A stream while this process reads it. Each reading has a channel of its own and begins at the record of its place, which it knows
/// already: when that is missing, the stream is not what it was.
/// </summary>
internal sealed class StreamPartition(RabbitMqStreamSourceOptions options, IConnection connection) : ISourcePartition, IDisposable
{
    /// <summary>RabbitMQ sends whole chunks of a stream: the last one may go over what was asked for, by at most its own size.</summary>
    public const int ChunkRecordsMax = 8192;

    private readonly CancellationTokenSource _ending = new();
    private ChannelReader<BasicDeliverEventArgs>? _waiting;
    private long _floor;

    public Lane Lane { get; } = SourceFaults.LaneOf(options.Name, options.Stream);

    public long? Count => null;

    public CancellationToken Ending => _ending.Token;

    /// <summary>How many records nobody has taken yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting)?.Count ?? 0;

    /// <summary>The place that was last said to be durable.</summary>
    public long Floor => Interlocked.Read(ref _floor);

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        var buffer = Channel.CreateBounded<BasicDeliverEventArgs>(options.BufferRecordsMax + ChunkRecordsMax);
        Volatile.Write(ref _waiting, buffer.Reader);
        await using var channel = await Begin(after, buffer.Writer, either.Token).ConfigureAwait(false);
        var place = after;
        var isFirst = true;
        while (await Next(buffer.Reader, either.Token, cancellationToken).ConfigureAwait(false) is { } delivery)
        {
            var record = RabbitMqRecords.OfStream(options.Stream, delivery);
            if (isFirst)
            {
                DemandContinuity(after, record.Position);
            }

            isFirst = false;
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancellationToken).ConfigureAwait(false);
            if (record.Position > place && !_ending.IsCancellationRequested)
            {
                place = record.Position;
                yield return record;
            }
        }
    }

    public void Settled(LanePosition floor) => Interlocked.Exchange(ref _floor, floor.Value);

    /// <summary>Ends the reading; what is in hand may be finished.</summary>
    public void End() => _ending.Cancel();

    public void Dispose() => _ending.Dispose();

    /// <summary>Consumes from the record of the place on.</summary>
    private async Task<IChannel> Begin(LanePosition after, ChannelWriter<BasicDeliverEventArgs> buffer, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => Keep(buffer, delivery);
        consumer.UnregisteredAsync += (_, _) => Complete(buffer, "RabbitMQ cancelled the consumer; the stream may be deleted.");
        channel.ChannelShutdownAsync += (_, reason) => Complete(buffer, reason.ReplyText);
        await channel.BasicQosAsync(0, (ushort)options.BufferRecordsMax, global: false, cancellationToken).ConfigureAwait(false);
        object offset = after == LanePosition.None ? "first" : after.Value - 1;
        var arguments = new Dictionary<string, object?> { ["x-stream-offset"] = offset };
        await channel.BasicConsumeAsync(
            options.Stream, autoAck: false, string.Empty, noLocal: false, exclusive: false, arguments, consumer, cancellationToken).ConfigureAwait(false);
        return channel;
    }

    /// <summary>The next delivery; none when the partition is taken away.</summary>
    private async ValueTask<BasicDeliverEventArgs?> Next(
        ChannelReader<BasicDeliverEventArgs> buffer, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            return buffer.TryRead(out var delivery) ? delivery : await buffer.ReadAsync(either).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ChannelClosedException) when (_ending.IsCancellationRequested)
        {
            return null;
        }
        catch (ChannelClosedException exception)
        {
            throw new SourceUnreadableException($"RabbitMQ's stream '{options.Stream}' was lost: {exception.InnerException?.Message}", exception);
        }
    }

    /// <summary>The first record that comes must be that of the place or the one behind it.</summary>
    private void DemandContinuity(LanePosition after, LanePosition first)
    {
        if (after == LanePosition.None)
        {
            return;
        }

        if (first.Value > after.Value + 1)
        {
            throw new SourceResetException(
                $"Stream '{options.Stream}' was read up to offset {after.Value - 1} and now begins with {first.Value - 1}: older records were deleted before they were read.",
                new LanePosition(first.Value - 1));
        }

        if (first < after)
        {
            throw new SourceResetException(
                $"Stream '{options.Stream}' was read up to offset {after.Value - 1} and now gives {first.Value - 1} there: it was created anew.", null);
        }
    }

    /// <summary>Keeps a delivery. There is room unless RabbitMQ sends more than a chunk too much; the body is the client's own, so it is copied.</summary>
    private static Task Keep(ChannelWriter<BasicDeliverEventArgs> buffer, BasicDeliverEventArgs delivery)
    {
        var kept = new BasicDeliverEventArgs(
            delivery.ConsumerTag, delivery.DeliveryTag, delivery.Redelivered, delivery.Exchange, delivery.RoutingKey, delivery.BasicProperties, delivery.Body.ToArray());
        return buffer.TryWrite(kept) ? Task.CompletedTask : Complete(buffer, "more was delivered than was asked for.");
    }

    private static Task Complete(ChannelWriter<BasicDeliverEventArgs> buffer, string reason)
    {
        buffer.TryComplete(new IOException(reason));
        return Task.CompletedTask;
    }
}
