using Actors.Streams;

namespace Actors.Runtime.Streams.Partitions;

/// <summary>A partition on another lane than its own.</summary>
internal sealed class RelanedPartition(ISourcePartition partition, Lane lane) : ISourcePartition, ISourceLag
{
    public Lane Lane => lane;

    public long? Count => partition.Count;

    public CancellationToken Ending => partition.Ending;

    public IAsyncEnumerable<SourceRecord> Read(LanePosition after, CancellationToken cancellationToken) => partition.Read(after, cancellationToken);

    public void Settled(LanePosition floor) => partition.Settled(floor);

    public long? Behind(LanePosition position) => (partition as ISourceLag)?.Behind(position);
}
