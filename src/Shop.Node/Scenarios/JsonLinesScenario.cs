using Actors.Runtime;
using Actors.Streams;
using Shop.Node.Inputs;
using Shop.Node.Kafka;
using Shop.Node.ReadModels;
using Shop.Publishing;

namespace Shop.Node.Scenarios;

/// <summary>Sends the commands of a file of JSON lines. Reconciled when every line is accounted for.</summary>
internal sealed class JsonLinesScenario(ISource lines) : IScenario
{
    private IInput? _input;
    private long _commands;
    private long _lines;

    public string Title => $"Sending the commands of {lines.Lane}.";

    public long? RecordCount => null;

    public (long Done, long Total)? Settling => null;

    public IReadOnlyList<IInput> Connect(ActorSystem system, IInputs inputs)
    {
        _input = inputs.Connect(lines, new ShopCommandDecoder(system.Model));
        return [_input];
    }

    public async Task Settle(ActorSystem system, ShopReadModels models, CancellationToken cancellationToken)
    {
        var decoder = new ShopCommandDecoder(system.Model);
        (_lines, _commands) = (0, 0);
        await foreach (var line in lines.Read(Actors.LanePosition.None, cancellationToken))
        {
            _lines++;
            _commands += decoder.Decode(line).Command is null ? 0 : 1;
        }

        await system.WaitForProjections(cancellationToken);
    }

    public async Task<ScenarioTotals> Reconcile(ShopReadModels models, CancellationToken cancellationToken)
    {
        var (accepted, rejected) = (await models.Outcomes("accepted", _input!, cancellationToken), await models.Outcomes("rejected", _input!, cancellationToken));
        var parked = await models.Outcomes("parked", _input!, cancellationToken);
        var repeated = _input!.Counts.Repeated;
        var differences = new Differences();
        if (accepted + rejected + parked + repeated < _commands)
        {
            differences.Add($"commands accounted for: the input says {_commands}, the node {accepted + rejected + parked}");
        }

        return new ScenarioTotals(differences.Found, accepted, rejected) { Lines = _lines };
    }

    public async Task<IReadOnlyList<string>> Check(PublishedTotals published, ShopReadModels models, CancellationToken cancellationToken)
    {
        var differences = new Differences();
        foreach (var (what, type) in ((string, string)[])[("order-placed", ShopEgress.OrderPlaced), ("order-paid", ShopEgress.OrderPaid), ("stock-sold", ShopEgress.StockSold)])
        {
            var (number, amount) = await models.Total($"event {what}", cancellationToken);
            differences.Compare($"published {what}", number, published[type].Number);
            differences.Compare($"published amount of {what}", amount, published[type].Amount);
        }

        return differences.Found;
    }
}
