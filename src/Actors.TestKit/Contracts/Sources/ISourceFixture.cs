using Actors.Streams;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>Gives a contract suite one input of its own and readers of it.</summary>
public interface ISourceFixture : IAsyncDisposable
{
    /// <summary>How many partitions the input has.</summary>
    int PartitionCount { get; }

    /// <summary>How many records a reader may hold for each partition that nobody has taken from it yet.</summary>
    int WaitingPerPartitionMax { get; }

    /// <summary>Whether what was read can be read again from any place; a queue forgets what was acknowledged.</summary>
    bool IsReplayable => true;

    /// <summary>Whether each of several readers gets a share; else one reads, and another takes over when that one is gone.</summary>
    bool Balances => true;

    /// <summary>Makes the input, empty. Called once, first.</summary>
    Task Create(CancellationToken cancellationToken);

    /// <summary>Appends records to a partition, in order; they are there when this completes.</summary>
    Task Write(int partition, IReadOnlyList<string> lines, CancellationToken cancellationToken);

    /// <summary>Makes a reader that shares the input with the others.</summary>
    IPartitionedSource Join();

    /// <summary>How many records a reader holds that nobody has taken from it yet, over all its partitions.</summary>
    int Waiting(IPartitionedSource reader);
}
