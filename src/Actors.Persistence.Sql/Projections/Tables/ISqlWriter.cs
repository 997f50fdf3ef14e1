namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>Writes changes to the tables of one build, in one open transaction. One caller at a time.</summary>
internal interface ISqlWriter
{
    /// <summary>Writes rows; at the latest with <see cref="Finish"/> they are in the table.</summary>
    Task Write(SqlTable table, IReadOnlyCollection<PendingRow> rows, CancellationToken cancellationToken);

    /// <summary>Writes what is not written yet.</summary>
    Task Finish(CancellationToken cancellationToken);

    /// <summary>Runs a statement.</summary>
    Task<int> Execute(string sql, object?[] values, CancellationToken cancellationToken);

    /// <summary>Asks for one value.</summary>
    Task<object?> Scalar(string sql, object?[] values, CancellationToken cancellationToken);
}
