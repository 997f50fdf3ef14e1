using System.Data.Common;
using Actors.Projections;

namespace Actors.Persistence.Sql.Projections;

/// <summary>The database of the read models, beside the journal or in it. All members may be called concurrently.</summary>
public interface ISqlReadModels : IAsyncDisposable
{
    /// <summary>The database's SQL.</summary>
    SqlDialect Dialect { get; }

    /// <summary>The store of one projection in this database.</summary>
    IProjectionStore Store(ISqlProjection projection);

    /// <summary>Opens a connection for queries; it cannot write. The caller disposes it.</summary>
    /// <exception cref="Journal.JournalUnavailableException">The database cannot be reached.</exception>
    Task<DbConnection> OpenRead(CancellationToken cancellationToken);
}
