using Actors.Persistence.Sql.Projections;
using Actors.Projections;
using Actors.Schema;
using Shop.Node.Inputs;

namespace Shop.Node.ReadModels;

/// <summary>Shop's read models and the questions they answer. Thread-safe.</summary>
internal sealed class ShopReadModels
{
    private readonly ReadModelDatabase _database;

    public ShopReadModels(ISqlReadModels database, ActorModel model)
    {
        _database = new ReadModelDatabase(database);
        Orders = new OrderQueries(_database);
        Sales = new SalesQueries(_database);
        Stock = new StockQueries(_database);
        Reviews = new ReviewQueries(_database);
        Projections = [.. All(model).Select(projection => database.Projection(projection))];
    }

    /// <summary>The projections that keep them.</summary>
    public IReadOnlyList<IProjection> Projections { get; }

    /// <summary>Orders and invoices.</summary>
    public OrderQueries Orders { get; }

    /// <summary>Sales.</summary>
    public SalesQueries Sales { get; }

    /// <summary>Stock.</summary>
    public StockQueries Stock { get; }

    /// <summary>Orders that wait for a person.</summary>
    public ReviewQueries Reviews { get; }

    /// <summary>The newest version of each.</summary>
    public static IReadOnlyList<SqlProjection> All(ActorModel model) =>
        [new SalesProjection(model), new TotalsProjection(model), new OrdersProjection(model), new StockProjection(model), new ReviewsProjection(model)];

    /// <summary>One of the totals of a run; zeros when nothing has been counted under that name.</summary>
    public async Task<(long Number, decimal Amount)> Total(string name, CancellationToken cancellationToken)
    {
        var rows = await _database.Query(
            "SELECT number, amount FROM run_totals WHERE name = @p0",
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
}
