using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>Tells when a channel or its consumer has ended, and why.</summary>
internal sealed class ChannelEnd
{
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChannelEnd(IChannel channel, AsyncEventingBasicConsumer consumer)
    {
        channel.ChannelShutdownAsync += (_, reason) => Lost(reason.ReplyText);
        consumer.UnregisteredAsync += (_, _) => Lost("RabbitMQ cancelled the consumer; the queue may be deleted or without a leader.");
        if (channel.CloseReason is { } closed)
        {
            Lost(closed.ReplyText);
        }
    }

    /// <summary>Completes with the reason.</summary>
    public Task<string> Reason => _lost.Task;

    /// <summary>Says that it has ended.</summary>
    public Task Lost(string reason)
    {
        _lost.TrySetResult(reason);
        return Task.CompletedTask;
    }
}
