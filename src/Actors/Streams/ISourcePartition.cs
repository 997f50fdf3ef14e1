namespace Actors.Streams;

/// <summary>
/// One ordered part of a shared input, such as a Kafka partition, while it is assigned to this process. Its reading ends when the
/// partition is taken away; reading it elsewhere goes on with the same lane and the same positions.
/// </summary>
public interface ISourcePartition : ISource
{
    /// <summary>Falls when the partition is being taken away; <see cref="ISource.Read"/> then ends by itself.</summary>
    CancellationToken Ending { get; }

    /// <summary>
    /// Says that everything at or below a position is durable. The partition may tell its broker, for tools that show a lag; it never
    /// reads on from what it told. Cheap and thread-safe; a lower position than an earlier one is passed over.
    /// </summary>
    void Settled(LanePosition floor);
}
