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

    /// <summary>Says what keeps the source as a whole from its work, for people; <see langword="null"/> when nothing does.</summary>
    void Report(string? fault);
}
