using System.Data.Common;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>A build that nobody writes until the work on it ends.</summary>
internal interface IFrozenBuild
{
    /// <summary>Reads what other builds have committed.</summary>
    Task<T> Read<T>(Func<DbConnection, DbTransaction?, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Freezes another build as well, and runs the last work in a transaction.</summary>
    Task<T> Write<T>(BuildKey other, Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
