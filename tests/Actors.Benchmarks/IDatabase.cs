using Actors.Journal;

namespace Actors.Benchmarks;

/// <summary>A database under measurement.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Its name in the report.</summary>
    string Name { get; }

    /// <summary>How many shard hosts the runtime uses on it.</summary>
    int ShardHosts { get; }

    /// <summary>Opens an empty journal.</summary>
    Task<IJournalStore> OpenEmpty(CancellationToken cancellationToken);

    /// <summary>
    /// The raw limit: writes rows of the journal's own form into a table of the same keys with a bare loop, and tells rows per second.
    /// </summary>
    /// <param name="callers">How many callers there are: they decide how many writers can work and how large batches can be.</param>
    /// <param name="payload">Bytes of payload in one row.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<double> RawRowsPerSecond(int callers, int payload, TimeSpan duration, CancellationToken cancellationToken);
}
