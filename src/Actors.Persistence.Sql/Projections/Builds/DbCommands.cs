using System.Data.Common;
using System.Globalization;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>Commands with parameters <c>@p0</c>, <c>@p1</c> and so on, in the SQL that both databases share.</summary>
internal static class DbCommands
{
    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public static async Task<int> Execute(this DbTransaction transaction, string sql, CancellationToken cancellationToken, params object[] values)
    {
        using var command = New(transaction.Connection!, transaction, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for rows.</summary>
    public static Task<List<T>> Query<T>(
        this DbTransaction transaction, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values) =>
        Query(transaction.Connection!, transaction, sql, read, cancellationToken, values);

    /// <summary>Asks for rows.</summary>
    public static async Task<List<T>> Query<T>(
        this DbConnection connection, DbTransaction? transaction, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        using var command = New(connection, transaction, sql, values);
        var rows = new List<T>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }

        return rows;
    }

    private static DbCommand New(DbConnection connection, DbTransaction? transaction, string sql, object[] values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Texts of this namespace, and names that were checked.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
