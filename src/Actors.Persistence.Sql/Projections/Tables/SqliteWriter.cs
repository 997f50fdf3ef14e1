using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>Writes rows to SQLite: one prepared statement for all rows of a shape, run once for each. Its calls block.</summary>
/// <param name="transaction">The open transaction.</param>
/// <param name="build">The build whose tables are written.</param>
/// <param name="statements">The statements made so far, by table and shape.</param>
internal sealed class SqliteWriter(SqliteTransaction transaction, int build, ConcurrentDictionary<(string Table, ulong Shape), RowStatement> statements)
    : ISqlWriter
{
    public Task Write(SqlTable table, IReadOnlyCollection<PendingRow> rows, CancellationToken cancellationToken)
    {
        var name = table.NameIn(build);
        foreach (var shape in rows.GroupBy(r => r.Shape))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(name, table, shape.Key, [.. shape]);
        }

        return Task.CompletedTask;
    }

    public Task Finish(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> Execute(string sql, object?[] values, CancellationToken cancellationToken)
    {
        using var command = Command(sql, values);
        return Task.FromResult(command.ExecuteNonQuery());
    }

    public Task<object?> Scalar(string sql, object?[] values, CancellationToken cancellationToken)
    {
        using var command = Command(sql, values);
        return Task.FromResult(command.ExecuteScalar() is { } value and not DBNull ? value : null);
    }

    private void Write(string name, SqlTable table, ulong shape, PendingRow[] rows)
    {
        var statement = statements.GetOrAdd(
            (name, shape), static (key, given) => RowStatement.Of(given.Table, key.Table, given.Row, Source), (Table: table, Row: rows[0]));
        using var command = Command(statement.Sql, new object?[statement.Columns.Count]);
        command.Prepare();
        foreach (var row in rows)
        {
            for (var column = 0; column < statement.Columns.Count; column++)
            {
                command.Parameters[column].Value = statement.ValueOf(row, column) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    private static string Source(IReadOnlyList<SqlColumn> columns) =>
        $"(SELECT {string.Join(", ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"@p{i} AS {c.Name}")))}) AS given";

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The projection's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@p{i}"), values[i] ?? DBNull.Value);
        }

        return command;
    }
}
