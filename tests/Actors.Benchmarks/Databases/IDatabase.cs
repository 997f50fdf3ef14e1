using Actors.Benchmarks.Raw;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;

namespace Actors.Benchmarks.Databases;

/// <summary>A database under measurement.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Its name in the report.</summary>
    string Name { get; }

    /// <summary>How many shard hosts the runtime uses on it.</summary>
    int ShardHosts { get; }

    /// <summary>How many connections the raw limits are measured with: the number that is quickest.</summary>
    int RawWriters { get; }

    /// <summary>Whether records can be read back; the one in memory keeps none.</summary>
    bool KeepsRecords { get; }

    /// <summary>The most connections the store may open; <see langword="null"/> where there are none.</summary>
    int? ConnectionsMax { get; }

    /// <summary>Opens an empty journal; the one before must be closed.</summary>
    Task<IJournalStore> OpenEmpty(CancellationToken cancellationToken);

    /// <summary>Opens the newest journal once more, beside the store that has it, for another node; <see langword="null"/> where it belongs to one.</summary>
    Task<IJournalStore?> OpenBeside(CancellationToken cancellationToken) => Task.FromResult<IJournalStore?>(null);

    /// <summary>How another process reaches the newest journal; <see langword="null"/> where it belongs to one process.</summary>
    string? Address => null;

    /// <summary>Opens the newest journal again, cold: a server is stopped and started before.</summary>
    Task<IJournalStore> Reopen(CancellationToken cancellationToken);

    /// <summary>The raw limit: a bare loop that makes records durable in tables of its own. <see langword="null"/> where there is none.</summary>
    Task<RawFigure?> RawLimit(RawForm form, RawShape shape, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Opens read models beside the newest journal.</summary>
    ISqlReadModels OpenReadModels();

    /// <summary>Writes rows as fast as one connection can, to tables of their own beside the newest journal.</summary>
    Task WriteRaw(IReadOnlyList<BookingRows> transactions, CancellationToken cancellationToken);

    /// <summary>The processor time of the server's processes until now; <see langword="null"/> where there is no server.</summary>
    TimeSpan? ServerTime();

    /// <summary>How large the newest journal is.</summary>
    Task<DatabaseSize> Size(CancellationToken cancellationToken);

    /// <summary>How many connections the store has open now; 0 where there are none.</summary>
    Task<int> Connections(CancellationToken cancellationToken);
}
