using Actors.Streams.Publishing;

namespace Actors.TestKit.Contracts.Sinks;

/// <summary>Gives a contract suite one output of its own, and sinks that publish to it.</summary>
public interface ISinkFixture : IAsyncDisposable
{
    /// <summary>More bytes than one record may have there.</summary>
    int OversizedBytes { get; }

    /// <summary>Makes the output, empty. Called once, first.</summary>
    Task Create(CancellationToken cancellationToken);

    /// <summary>Makes a sink. Whoever takes it disposes of it.</summary>
    /// <param name="limit">How long publishing may take.</param>
    ISink Open(TimeSpan limit);

    /// <summary>
    /// Everything that has arrived, read by somebody who was not there before. Records of one key are in the order of their arrival. Waits
    /// until there are at least so many.
    /// </summary>
    Task<IReadOnlyList<SinkRecord>> Arrived(int count, CancellationToken cancellationToken);
}
