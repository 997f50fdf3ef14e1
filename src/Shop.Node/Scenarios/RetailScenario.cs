using Actors.Runtime;
using Actors.Streams;
using Shop.Node.Inputs;
using Shop.Node.Kafka;
using Shop.Node.ReadModels;
using Shop.Publishing;
using Shop.Retail;

namespace Shop.Node.Scenarios;

/// <summary>Books every row of an Online Retail file on its invoice.</summary>
internal sealed class RetailScenario(ISource rows) : IScenario
{
    private Task<RetailTotals>? _expected;
    private IInput? _input;

    public string Title => $"Booking the rows of {rows.Lane} on their invoices.";

    public long? RecordCount => _expected is { IsCompletedSuccessfully: true } expected ? expected.Result.Rows : null;

    public (long Done, long Total)? Settling => null;

    public IReadOnlyList<IInput> Connect(ActorSystem system, IInputs inputs)
    {
        _expected = Task.Run(() => RetailTotals.Of(rows, CancellationToken.None));
        return [_input = inputs.Connect(rows, new OnlineRetailDecoder())];
    }

    public Task Settle(ActorSystem system, ShopReadModels models, CancellationToken cancellationToken) =>
        system.WaitForProjections(cancellationToken);

    public async Task<ScenarioTotals> Reconcile(ShopReadModels models, CancellationToken cancellationToken)
    {
        var expected = await _expected!;
        var total = await models.Sales.Total(null, null, cancellationToken);
        var (accepted, rejected) = (await models.Outcomes("accepted", _input!, cancellationToken), await models.Outcomes("rejected", _input!, cancellationToken));
        var differences = new Differences();
        differences.Compare("rows accounted for", expected.Rows - expected.BadRows, accepted + rejected);
        differences.Compare("lines", expected.Lines, total.Lines + rejected);
        if (rejected == 0)
        {
            differences.Compare("invoices", expected.Invoices, total.Invoices);
            differences.Compare("gross", expected.Gross, total.Gross);
            differences.Compare("cancelled", expected.Cancelled, total.Cancelled);
            differences.Compare("country", expected.ByCountry, await Net(models, "country", cancellationToken));
            differences.Compare("month", expected.ByMonth, await Net(models, "month", cancellationToken));
            differences.Compare("product", expected.ByProduct, await Net(models, "product", cancellationToken));
        }

        return new ScenarioTotals(differences.Found, accepted, rejected)
        {
            Invoices = total.Invoices,
            Lines = total.Lines,
            Gross = total.Gross,
            Cancelled = total.Cancelled,
        };
    }

    public async Task<IReadOnlyList<string>> Check(PublishedTotals published, ShopReadModels models, CancellationToken cancellationToken)
    {
        var expected = await _expected!;
        var rejected = await models.Outcomes("rejected", _input!, cancellationToken);
        var differences = new Differences();
        differences.Compare("published lines", expected.Lines, published[ShopEgress.InvoiceLineBooked].Number + rejected);
        if (rejected == 0)
        {
            differences.Compare("published gross", expected.Gross, published["gross"].Amount);
            differences.Compare("published cancelled", expected.Cancelled, published["cancelled"].Amount);
            differences.Compare("published country", expected.ByCountry, expected.ByCountry.Keys.ToDictionary(c => c, c => published[$"country {c}"].Amount));
        }

        return differences.Found;
    }

    private static async Task<Dictionary<string, decimal>> Net(ShopReadModels models, string dimension, CancellationToken cancellationToken) =>
        (await models.Sales.By(dimension, new SalesSpan(null, null, SalesOrder.Name, null, int.MaxValue), cancellationToken)).ToDictionary(r => r.Name, r => r.Net, StringComparer.Ordinal);
}
