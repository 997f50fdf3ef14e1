using System.Threading.Channels;

namespace Actors.Cluster;

/// <summary>Wakes the one loop that waits for it. Set several times before the loop looks, it wakes it once. Thread-safe.</summary>
internal sealed class AsyncSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Wakes the loop.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Wakes the loop for the last time.</summary>
    public void End() => _channel.Writer.TryComplete();

    /// <summary>Waits until it is set.</summary>
    /// <returns><see langword="false"/> when it has ended.</returns>
    public async ValueTask<bool> Wait(CancellationToken cancellationToken) =>
        await _channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && (_channel.Reader.TryRead(out _) || true);
}
