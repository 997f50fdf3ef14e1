using System.Data.Common;
using Actors.Persistence.Sql.Projections;
using Actors.Projections;
using Actors.Schema;
using Shop.Node.Inputs;

namespace Shop.Node.ReadModels;

/// <summary>Shop's read models and the questions they answer. Thread-safe.</summary>
internal sealed class ShopReadModels(ISqlReadModels database, ActorModel model)
{
    /// <summary>The projections that keep them.</summary>
    public IReadOnlyList<IProjectionStore> Projections { get; } =
    [
        database.Store(new SalesProjection(model)),
        database.Store(new TotalsProjection(model)),
        database.Store(new OrdersProjection(model)),
    ];

    /// <summary>The sales by one dimension: total, country, product, month or day.</summary>
    /// <param name="dimension">Which.</param>
    /// <param name="byRevenue">Whether the highest net revenue comes first; else they come by name.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<SalesRow>> Sales(string dimension, bool byRevenue, int limit, CancellationToken cancellationToken) => Query(
        $"SELECT name, invoices, lines, units, gross, cancelled FROM sales WHERE dimension = @p0 ORDER BY {(byRevenue ? "gross + cancelled DESC, " : string.Empty)}name LIMIT @p1",
        [dimension, limit],
        row => new SalesRow(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Money.FromStored(row.GetInt64(4)), Money.FromStored(row.GetInt64(5))),
        cancellationToken);

    /// <summary>One of the totals; zeros when nothing has been counted under that name.</summary>
    public async Task<(long Number, decimal Amount)> Total(string name, CancellationToken cancellationToken)
    {
        var rows = await Query(
            "SELECT number, amount FROM totals WHERE name = @p0",
            [name],
            row => (row.GetInt64(0), Money.FromStored(row.GetInt64(1))),
            cancellationToken);
        return rows is [var total, ..] ? total : default;
    }

    /// <summary>How many commands of an input had an outcome, over all its lanes and all starts.</summary>
    public async Task<long> Outcomes(string outcome, IInput input, CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var lane in input.Lanes)
        {
            sum += (await Total($"{outcome} from {lane}", cancellationToken)).Number;
        }

        return sum;
    }

    /// <summary>Orders and their amounts by status.</summary>
    public async Task<IReadOnlyDictionary<string, (long Orders, decimal Amount)>> OrdersByStatus(CancellationToken cancellationToken)
    {
        var rows = await Query(
            "SELECT status, COUNT(*), CAST(SUM(amount) AS bigint) FROM orders GROUP BY status",
            [],
            row => (Status: row.GetString(0), Orders: row.GetInt64(1), Amount: Money.FromStored(row.GetInt64(2))),
            cancellationToken);
        return rows.ToDictionary(r => r.Status, r => (r.Orders, r.Amount));
    }

    private async Task<IReadOnlyList<T>> Query<T>(
        string sql, IReadOnlyList<object> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
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
}
