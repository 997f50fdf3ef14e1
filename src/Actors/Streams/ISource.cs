namespace Actors.Streams;

/// <summary>
/// An ordered, replayable input. Reading again from a position gives the same records with the same positions, so that a command
/// takes effect once however often it is read.
/// </summary>
public interface ISource
{
    /// <summary>The lane of its commands: names the input so that another one is told apart.</summary>
    Lane Lane { get; }

    /// <summary>How many records it has, where it knows; for progress only.</summary>
    long? Count { get; }

    /// <summary>Reads on after a position, in order, until the input ends. The reader takes the next record when it has room.</summary>
    /// <exception cref="SourceUnreadableException">The input is missing or damaged.</exception>
    IAsyncEnumerable<SourceRecord> Read(LanePosition after, CancellationToken cancellationToken);
}
