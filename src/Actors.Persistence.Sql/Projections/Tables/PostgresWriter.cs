using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>Writes rows to PostgreSQL: one statement for all rows of a shape, all statements of a flush in one round trip.</summary>
/// <param name="connection">The connection of the open transaction.</param>
/// <param name="build">The build whose tables are written.</param>
/// <param name="statements">The statements made so far, by table and shape.</param>
internal sealed class PostgresWriter(NpgsqlConnection connection, int build, ConcurrentDictionary<(string Table, ulong Shape), RowStatement> statements)
    : ISqlWriter, IDisposable
{
    private NpgsqlBatch? _batch;

    public Task Write(SqlTable table, IReadOnlyCollection<PendingRow> rows, CancellationToken cancellationToken)
    {
        var name = table.NameIn(build);
        foreach (var shape in rows.GroupBy(r => r.Shape))
        {
            // In one order everywhere: two writers that meet at the same rows then wait for each other and do not lock each other out.
            PendingRow[] sorted = [.. shape];
            Array.Sort(sorted, static (a, b) => a.Key.CompareTo(b.Key));
            var statement = statements.GetOrAdd(
                (name, shape.Key), static (key, given) => RowStatement.Of(given.Table, key.Table, given.Row, Source), (Table: table, Row: sorted[0]));
            var command = new NpgsqlBatchCommand(statement.Sql);
            for (var column = 0; column < statement.Columns.Count; column++)
            {
                command.Parameters.Add(ArrayOf(statement, column, sorted));
            }

            (_batch ??= new NpgsqlBatch(connection)).BatchCommands.Add(command);
        }

        return Task.CompletedTask;
    }

    public async Task Finish(CancellationToken cancellationToken)
    {
        if (_batch is { } batch)
        {
            _batch = null;
            using (batch)
            {
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<int> Execute(string sql, object?[] values, CancellationToken cancellationToken)
    {
        using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<object?> Scalar(string sql, object?[] values, CancellationToken cancellationToken)
    {
        using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } value and not DBNull ? value : null;
    }

    public void Dispose() => _batch?.Dispose();

    private static string Source(IReadOnlyList<SqlColumn> columns) =>
        $"unnest({string.Join(", ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{TableDefinition.TypeOf(c.Type, SqlDialect.Postgres)}[]")))})"
        + $" AS given ({string.Join(", ", columns.Select(c => c.Name))})";

    private static NpgsqlParameter ArrayOf(RowStatement statement, int column, PendingRow[] rows) => statement.Columns[column].Type switch
    {
        SqlType.Text => Values<string?>(statement, column, rows, NpgsqlDbType.Text),
        SqlType.Number => Values<long?>(statement, column, rows, NpgsqlDbType.Bigint),
        SqlType.Real => Values<double?>(statement, column, rows, NpgsqlDbType.Double),
        SqlType.Boolean => Values<bool?>(statement, column, rows, NpgsqlDbType.Boolean),
        SqlType.Time => Values<DateTime?>(statement, column, rows, NpgsqlDbType.TimestampTz),
        _ => Values<byte[]?>(statement, column, rows, NpgsqlDbType.Bytea),
    };

    private static NpgsqlParameter<T[]> Values<T>(RowStatement statement, int column, PendingRow[] rows, NpgsqlDbType type)
    {
        var values = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            values[i] = (T)statement.ValueOf(rows[i], column)!;
        }

        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
#pragma warning disable CA2100 // The projection's own statements.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"p{i}"), values[i] ?? DBNull.Value);
        }

        return command;
    }
}
