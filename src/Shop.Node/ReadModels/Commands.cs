using System.Data.Common;
using System.Globalization;

namespace Shop.Node.ReadModels;

/// <summary>Makes commands with parameters <c>@p0</c>, <c>@p1</c> and so on, as both databases take them.</summary>
internal static class Commands
{
    /// <summary>A command with its parameters.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, IEnumerable<object> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Runs a command in a transaction.</summary>
    public static async Task Run(this DbTransaction transaction, string sql, IEnumerable<object> parameters, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.Command(sql, parameters);
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
