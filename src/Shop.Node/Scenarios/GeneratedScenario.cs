using Actors.Runtime;
using Shop.Generation;
using Shop.Node.Inputs;
using Shop.Node.Kafka;
using Shop.Node.ReadModels;
using Shop.Publishing;

namespace Shop.Node.Scenarios;

/// <summary>
/// Places generated orders and lets the whole of fulfilment run: stock, payment, shipment, cancellations. When every order has come
/// to an end, some of the goods come back.
/// </summary>
internal sealed class GeneratedScenario(OrderGenerator generator) : IScenario
{
    private static readonly string[] Ends = ["delivered", "cancelled", "refunded"];
    private readonly GeneratedTotals _expected = generator.Sum();
    private IReadOnlyList<IInput> _inputs = [];

    public string Title => $"Fulfilling {_expected.Orders:N0} generated orders (seed {generator.Options.Seed}).";

    public long? RecordCount => _expected.Commands;

    public (long Done, long Total)? Settling { get; private set; }

    public IReadOnlyList<IInput> Connect(ActorSystem system, IInputs inputs)
    {
        OrderSource[] sources = [new(generator, system.Model, OrderSourcePart.Orders), new(generator, system.Model, OrderSourcePart.Returns)];
        return _inputs = [.. sources.Select(source => inputs.Connect(source, new ShopCommandDecoder(system.Model)))];
    }

    public async Task Settle(ActorSystem system, ShopReadModels models, CancellationToken cancellationToken)
    {
        await system.WaitForProjections(cancellationToken);
        while (true)
        {
            var orders = await models.Orders.ByStatus(null, null, cancellationToken);
            var captured = (await models.Total("event payment-captured", cancellationToken)).Amount;
            var paid = (await models.Total("event order-paid", cancellationToken)).Amount;
            var ended = orders.Where(o => Ends.Contains(o.Key)).Sum(o => o.Value.Orders);
            Settling = (ended, _expected.Orders);
            if (ended == _expected.Orders && captured == paid && await IsStockSettled(models, cancellationToken)
                && await Untold(models, cancellationToken) == 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    public async Task<ScenarioTotals> Reconcile(ShopReadModels models, CancellationToken cancellationToken)
    {
        var orders = await models.Orders.ByStatus(null, null, cancellationToken);
        var placed = await models.Total("event order-placed", cancellationToken);
        var paid = await models.Total("event order-paid", cancellationToken);
        var refunded = await models.Total("event payment-refunded", cancellationToken);
        var captured = await models.Total("event payment-captured", cancellationToken);
        var sales = await models.Sales.Total(null, null, cancellationToken);
        var cancelled = orders.GetValueOrDefault("cancelled").Amount;
        var differences = new Differences();
        differences.Compare("orders", _expected.Orders, placed.Number);
        differences.Compare("gross", _expected.Gross, placed.Amount);
        differences.Compare("placed less cancelled against paid", placed.Amount - cancelled, paid.Amount);
        differences.Compare("paid against captured", paid.Amount, captured.Amount);
        differences.Compare("sales against captured", captured.Amount, sales.Gross);
        differences.Compare("returned goods against refunds", -refunded.Amount, sales.Cancelled);
        differences.Compare("notifications that customers do not have", 0, await Untold(models, cancellationToken));
        await CompareStock(differences, models, cancellationToken);
        var accepted = await Count(models, "accepted", cancellationToken);
        var rejected = await Count(models, "rejected", cancellationToken);
        differences.Compare("commands accounted for", _expected.Commands, accepted + rejected);
        return new ScenarioTotals(differences.Found, accepted, rejected)
        {
            Invoices = placed.Number,
            Lines = _expected.Lines,
            Gross = placed.Amount,
            Cancelled = -cancelled - refunded.Amount,
        };
    }

    public async Task<IReadOnlyList<string>> Check(PublishedTotals published, ShopReadModels models, CancellationToken cancellationToken)
    {
        var differences = new Differences();
        var (placed, paid) = (published[ShopEgress.OrderPlaced], published[ShopEgress.OrderPaid]);
        differences.Compare("published orders", _expected.Orders, placed.Number);
        differences.Compare("published gross", _expected.Gross, placed.Amount);
        differences.Compare("published payments", (await models.Total("event order-paid", cancellationToken)).Amount, paid.Amount);
        differences.Compare("published orders that ended", _expected.Orders, published[ShopEgress.OrderCancelled].Number + paid.Number);
        return differences.Found;
    }

    private async Task<long> Count(ShopReadModels models, string outcome, CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var input in _inputs)
        {
            sum += await models.Outcomes(outcome, input, cancellationToken);
        }

        return sum;
    }

    /// <summary>How many notifications are on their way.</summary>
    private static async Task<long> Untold(ShopReadModels models, CancellationToken cancellationToken) =>
        (await models.Total("event notification-requested", cancellationToken)).Number
        - (await models.Total("event customer-told", cancellationToken)).Number
        - (await models.Total("event notification-given-up", cancellationToken)).Number;

    /// <summary>Every reservation has been shipped or released, and every return refunded.</summary>
    private static async Task<bool> IsStockSettled(ShopReadModels models, CancellationToken cancellationToken)
    {
        var reserved = (await models.Total("event stock-reserved", cancellationToken)).Amount;
        var confirmed = (await models.Total("event reservation-confirmed", cancellationToken)).Amount;
        var released = (await models.Total("event reservation-released", cancellationToken)).Amount;
        var returned = (await models.Total("event lines-returned", cancellationToken)).Amount;
        var refunded = (await models.Total("event order-refunded", cancellationToken)).Amount;
        return reserved == confirmed + released && returned == refunded;
    }

    private static async Task CompareStock(Differences differences, ShopReadModels models, CancellationToken cancellationToken)
    {
        var reserved = (await models.Total("event stock-reserved", cancellationToken)).Amount;
        var confirmed = (await models.Total("event reservation-confirmed", cancellationToken)).Amount;
        var released = (await models.Total("event reservation-released", cancellationToken)).Amount;
        var received = (await models.Total("event stock-received", cancellationToken)).Amount;
        differences.Compare("pieces reserved against shipped and released", reserved, confirmed + released);
        if (confirmed > received)
        {
            differences.Add($"more pieces were shipped ({confirmed}) than came in ({received})");
        }
    }
}
