using System.Data.Common;
using Actors.Persistence.Sql.Projections;

namespace Shop.Node.ReadModels;

/// <summary>Asks the read models, in the SQL that both databases share. Thread-safe.</summary>
internal sealed class ReadModelDatabase(ISqlReadModels database)
{
    /// <summary>Runs a query with parameters <c>@p0</c>, <c>@p1</c> and so on.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(
        string sql, IEnumerable<object> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenRead(cancellationToken);
        await using var command = connection.Command(sql, parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var result = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            result.Add(read(rows));
        }

        return result;
    }

    /// <summary>Runs a query that was put together from parts.</summary>
    public Task<IReadOnlyList<T>> Query<T>(QueryText query, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        Query(query.Sql, query.Parameters, read, cancellationToken);
}
