namespace Actors.Streams;

/// <summary>
/// An input of many ordered partitions that are shared by several readers, such as a Kafka consumer group: each partition has one
/// reader at a time, apart from the moment of a hand-over, when a late one may still finish what it has. That does no harm: each
/// partition is a lane, and a command takes effect once per lane and position.
/// </summary>
public interface IPartitionedSource
{
    /// <summary>Its name; a part of the lanes of its partitions, so it never changes.</summary>
    string Name { get; }

    /// <summary>
    /// Takes part in the sharing until the token falls, then gives its partitions back and completes. For each partition that it
    /// gets, it calls <see cref="ISourceHost.Read"/> once.
    /// </summary>
    /// <exception cref="SourceUnreadableException">The input cannot be read as it is configured.</exception>
    Task Run(ISourceHost host, CancellationToken cancellationToken);
}
