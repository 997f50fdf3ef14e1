using System.Data.Common;
using Actors.Journal;

namespace Actors.Persistence.Sql.Projections;

/// <summary>
/// A read model in SQL tables. Its changes and its offsets are one transaction, so each record takes effect on it exactly once; a
/// record may be applied again only after a transaction that was rolled back.
/// </summary>
public interface ISqlProjection
{
    /// <summary>The projection's stable name, under which its offsets are kept.</summary>
    ReaderName Name { get; }

    /// <summary>The statements that create its tables; run at each start, so each begins with <c>CREATE ... IF NOT EXISTS</c>.</summary>
    /// <param name="dialect">The database's SQL.</param>
    IReadOnlyList<string> CreateTables(SqlDialect dialect);

    /// <summary>Changes the read model for records of one or several shards, in order within each shard.</summary>
    /// <param name="records">Records of all kinds; those that mean nothing to it are passed over.</param>
    /// <param name="transaction">
    /// The open transaction; commands belong to its connection. It is committed or rolled back by the caller, never in here.
    /// </param>
    /// <param name="cancellationToken">Gives up; the transaction is then rolled back.</param>
    Task Apply(IReadOnlyList<JournalRecord> records, DbTransaction transaction, CancellationToken cancellationToken);
}
