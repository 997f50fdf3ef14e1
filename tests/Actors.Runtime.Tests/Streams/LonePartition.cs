using Actors.Streams;

namespace Actors.Runtime.Tests.Streams;

/// <summary>A source as the only partition of a shared one, so that the same suite runs over both.</summary>
internal sealed class LonePartition(ISource source) : IPartitionedSource, ISourcePartition
{
    public string Name => source.Lane.Name;

    public Lane Lane => source.Lane;

    public long? Count => source.Count;

    public CancellationToken Ending => CancellationToken.None;

    public async Task Run(ISourceHost host, CancellationToken cancellationToken)
    {
        await host.Read(this, cancellationToken);
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    public IAsyncEnumerable<SourceRecord> Read(LanePosition after, CancellationToken cancellationToken) => source.Read(after, cancellationToken);

    public void Settled(LanePosition floor)
    {
    }
}
