using Actors.Runtime;
using Actors.Runtime.Streams;
using Actors.Streams;
using Shop.Node.ReadModels;
using Shop.Retail;

namespace Shop.Node.Scenarios;

/// <summary>Books every row of an Online Retail file on its invoice.</summary>
internal sealed class RetailScenario(ISource rows) : IScenario
{
    private Task<RetailTotals>? _expected;

    public string Title => $"Booking the rows of {rows.Lane} on their invoices.";

    public long? RecordCount => _expected is { IsCompletedSuccessfully: true } expected ? expected.Result.Rows : null;

    public (long Done, long Total)? Settling => null;

    public IReadOnlyList<Ingress> Connect(ActorSystem system)
    {
        _expected = Task.Run(() => RetailTotals.Of(rows, CancellationToken.None));
        return [system.Connect(rows, new OnlineRetailDecoder())];
    }

    public Task Settle(ActorSystem system, ShopReadModels models, CancellationToken cancellationToken) =>
        system.WaitForProjections(cancellationToken);

    public async Task<ScenarioTotals> Reconcile(ShopReadModels models, CancellationToken cancellationToken)
    {
        var expected = await _expected!;
        var total = (await models.Sales("total", false, 1, cancellationToken)) is [var row] ? row : new SalesRow("all", 0, 0, 0, 0, 0);
        var accepted = (await models.Total($"accepted from {rows.Lane}", cancellationToken)).Number;
        var rejected = (await models.Total($"rejected from {rows.Lane}", cancellationToken)).Number;
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

    private static async Task<Dictionary<string, decimal>> Net(ShopReadModels models, string dimension, CancellationToken cancellationToken) =>
        (await models.Sales(dimension, false, int.MaxValue, cancellationToken)).ToDictionary(r => r.Name, r => r.Net, StringComparer.Ordinal);
}
