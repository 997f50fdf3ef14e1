using Actors.Runtime.Streams;
using Actors.Runtime.Streams.Partitions;
using Actors.Streams;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>A reader that runs in the background until it is stopped.</summary>
internal sealed class SourceReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public SourceReader(PartitionedIngress ingress, IPartitionedSource source)
    {
        Ingress = ingress;
        Source = source;
        _running = Task.Run(() => ingress.Run(_stopping.Token));
    }

    public PartitionedIngress Ingress { get; }

    public IPartitionedSource Source { get; }

    public IngressCounts Counts => Ingress.Counts;

    /// <summary>Gives the partitions back; what is in hand is durable then.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }
}
