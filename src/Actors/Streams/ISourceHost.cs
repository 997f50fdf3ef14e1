namespace Actors.Streams;

/// <summary>What a <see cref="IPartitionedSource"/> is run for. Thread-safe.</summary>
public interface ISourceHost
{
    /// <summary>
    /// Reads a partition and brings its records to their entities. Completes after the partition's reading has ended and what was
    /// in hand is durable; never fails.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">Falls when the time for that is over: what is in hand is then given up, to be read again.</param>
    Task Read(ISourcePartition partition, CancellationToken cancellationToken);

    /// <summary>
    /// Which partitions of an input this node is to read now, where the nodes of its cluster share them among themselves instead of leaving that to the
    /// input. Each node works it out from what it knows of the cluster; for a moment two may both have one, or nobody. Cheap.
    /// </summary>
    /// <param name="partitions">How many there are.</param>
    /// <returns>Their numbers; all for a host that is alone.</returns>
    IReadOnlyList<int> ShareOf(int partitions) => [.. Enumerable.Range(0, partitions)];

    /// <summary>Says what keeps the source as a whole from its work, for people; <see langword="null"/> when nothing does.</summary>
    void Report(string? fault);
}
