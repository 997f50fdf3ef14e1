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

    /// <summary>A projection that can be rebuilt while readers read.</summary>
    /// <param name="versions">
    /// Its versions: the one that is in use, and the one that is to follow it. A node that has no code for the version in use cannot feed it.
    /// </param>
    /// <exception cref="ArgumentException">There is none, or they have different names, or two have one version.</exception>
    IVersionedProjection Projection(params IReadOnlyList<SqlProjection> versions);

    /// <summary>Opens a connection for queries; it cannot write. The caller disposes it.</summary>
    /// <exception cref="Journal.JournalUnavailableException">The database cannot be reached.</exception>
    Task<DbConnection> OpenRead(CancellationToken cancellationToken);
}
