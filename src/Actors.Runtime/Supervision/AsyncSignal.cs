using System.Threading.Channels;

namespace Actors.Runtime.Supervision;

/// <summary>Wakes one waiting loop. Signals that come while it works are remembered as one. Thread-safe; one waiter.</summary>
internal sealed class AsyncSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Wakes the waiter, now or at its next wait.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Completes at the next signal, or at once when one came since the last wait.</summary>
    public async ValueTask Wait(CancellationToken cancellationToken)
    {
        if (!_channel.Reader.TryRead(out _))
        {
            await _channel.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
