using Actors.Runtime;
using Actors.Streams;
using Shop.Node.Inputs;
using Shop.Node.Kafka;
using Shop.Node.ReadModels;
using Shop.Publishing;
using Shop.Retail;
using Shop.Stock;

namespace Shop.Node.Scenarios;

/// <summary>
/// Sells every clean sale line of an Online Retail file from its stock item, in file order, until the item's stock does not
/// suffice. The totals hold only if each item sees its lines in order and each of them once.
/// </summary>
internal sealed class StockReplayScenario(ISource rows, int initialStock) : IScenario
{
    private readonly OpeningStockSource _opening = new(rows);
    private Task<Expected>? _expected;
    private IInput? _lines;

    public string Title => $"Selling the lines of {rows.Lane} from stock items that begin with {initialStock}.";

    public long? RecordCount => _expected is { IsCompletedSuccessfully: true } expected ? expected.Result.Rows : null;

    public (long Done, long Total)? Settling => null;

    public IReadOnlyList<IInput> Connect(ActorSystem system, IInputs inputs)
    {
        _expected = Task.Run(() => AddUp(CancellationToken.None));
        return [inputs.Connect(_opening, new OpeningStockDecoder(initialStock)), _lines = inputs.Connect(rows, new StockReplayDecoder())];
    }

    public Task Settle(ActorSystem system, ShopReadModels models, CancellationToken cancellationToken) =>
        system.WaitForProjections(cancellationToken);

    public async Task<ScenarioTotals> Reconcile(ShopReadModels models, CancellationToken cancellationToken)
    {
        var expected = await _expected!;
        var (accepted, refused) = (await models.Outcomes("accepted", _lines!, cancellationToken), await models.Outcomes("rejected", _lines!, cancellationToken));
        var sold = await models.Total("event stock-sold", cancellationToken);
        var differences = new Differences();
        differences.Compare("lines accepted", expected.Accepted, accepted);
        differences.Compare("lines refused", expected.Refused, refused);
        differences.Compare("units", expected.Units, (long)sold.Amount);
        return new ScenarioTotals(differences.Found, accepted, refused) { Units = (long)sold.Amount };
    }

    public async Task<IReadOnlyList<string>> Check(PublishedTotals published, ShopReadModels models, CancellationToken cancellationToken)
    {
        var expected = await _expected!;
        var sold = published[ShopEgress.StockSold];
        var differences = new Differences();
        differences.Compare("published sales", expected.Accepted, sold.Number);
        differences.Compare("published units", expected.Units, (long)sold.Amount);
        return differences.Found;
    }

    /// <summary>The same rule in a plain loop over the rows.</summary>
    private async Task<Expected> AddUp(CancellationToken cancellationToken)
    {
        var stock = new Dictionary<string, long>(StringComparer.Ordinal);
        var decoder = new StockReplayDecoder();
        var sum = new Expected(0, 0, 0, 0);
        await foreach (var record in rows.Read(Actors.LanePosition.None, cancellationToken))
        {
            sum = sum with { Rows = sum.Rows + 1 };
            if (decoder.Decode(record).Command is not { Command: StockItemCommand.SellLine line } command)
            {
                continue;
            }

            var left = stock.GetValueOrDefault(command.Target.Id.Value, initialStock);
            stock[command.Target.Id.Value] = left >= line.Quantity ? left - line.Quantity : left;
            sum = left >= line.Quantity
                ? sum with { Accepted = sum.Accepted + 1, Units = sum.Units + line.Quantity }
                : sum with { Refused = sum.Refused + 1 };
        }

        return sum;
    }

    private sealed record Expected(long Rows, long Accepted, long Refused, long Units);
}
