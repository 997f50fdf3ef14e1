using System.Data.Common;
using Actors.Persistence.Sql.Projections.Tables;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>What the builds of projections need of a database. Thread-safe.</summary>
internal interface IBuildDatabase
{
    /// <summary>Its SQL.</summary>
    SqlDialect Dialect { get; }

    /// <summary>The statements for rows, made so far, by table and shape.</summary>
    System.Collections.Concurrent.ConcurrentDictionary<(string Table, ulong Shape), RowStatement> Statements { get; }

    /// <summary>Creates what is kept about projections, where it is missing.</summary>
    Task Prepare(CancellationToken cancellationToken);

    /// <summary>Keeps others from changing the schema until the transaction ends; two that create one table would collide in the catalog.</summary>
    Task LockSchema(DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Runs work in a transaction. What the database rolls back by itself is run again.</summary>
    /// <param name="building">The build that is written, which nobody freezes until the end; <see langword="null"/> for none.</param>
    /// <param name="work">The work; the transaction is committed when it returns.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<T> Write<T>(BuildKey? building, Func<DbTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs work while nobody writes a build.</summary>
    Task<T> Freeze<T>(BuildKey build, Func<IFrozenBuild, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs work on a connection, for reading.</summary>
    Task<T> Read<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Opens a transaction that sees the database as it is now, whatever is written meanwhile. The caller disposes its connection.</summary>
    Task<DbTransaction> OpenSnapshot(CancellationToken cancellationToken);

    /// <summary>Moves the progress of shards where it stands as expected; a shard read for the first time begins at zero.</summary>
    /// <returns>How many moved.</returns>
    Task<int> Move(DbTransaction transaction, BuildKey build, IReadOnlyList<ProgressStep> steps, CancellationToken cancellationToken);

    /// <summary>Writes to the tables of a build.</summary>
    ISqlWriter WriterOf(DbTransaction transaction, int build);

    /// <summary>Shows the tables of one build to readers instead of those of another. Readers wait only for short whiles.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="hidden">The names that readers shall not find any more.</param>
    /// <param name="shown">The tables they shall find.</param>
    /// <param name="build">In which build.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Show(DbTransaction transaction, IReadOnlyList<string> hidden, IReadOnlyList<string> shown, int build, CancellationToken cancellationToken);

    /// <summary>Whether there is a table, and not a view, of this name.</summary>
    Task<bool> IsTable(DbTransaction transaction, string name, CancellationToken cancellationToken);

    /// <summary>The columns of a table with their types, by name.</summary>
    Task<IReadOnlyList<(string Name, string Type)>> ColumnsOf(DbTransaction transaction, string table, CancellationToken cancellationToken);

    /// <summary>The SQL of a sum over all rows that does not depend on their order, as text.</summary>
    string ChecksumOf(IReadOnlyList<string> columns);

    /// <summary>The SQL of a row as text.</summary>
    string TextOf(IReadOnlyList<string> columns);
}
