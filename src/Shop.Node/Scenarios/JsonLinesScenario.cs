using Actors.Runtime;
using Actors.Runtime.Streams;
using Actors.Streams;
using Shop.Node.ReadModels;

namespace Shop.Node.Scenarios;

/// <summary>Sends the commands of a file of JSON lines. Reconciled when every line is accounted for.</summary>
internal sealed class JsonLinesScenario(ISource lines) : IScenario
{
    private Ingress? _ingress;
    private long _commands;
    private long _lines;

    public string Title => $"Sending the commands of {lines.Lane}.";

    public long? RecordCount => null;

    public (long Done, long Total)? Settling => null;

    public IReadOnlyList<Ingress> Connect(ActorSystem system)
    {
        _ingress = system.Connect(lines, new ShopCommandDecoder(system.Model));
        return [_ingress];
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
        var accepted = (await models.Total($"accepted from {lines.Lane}", cancellationToken)).Number;
        var rejected = (await models.Total($"rejected from {lines.Lane}", cancellationToken)).Number;
        var parked = (await models.Total($"parked from {lines.Lane}", cancellationToken)).Number;
        var repeated = _ingress!.Counts.Repeated;
        var differences = new Differences();
        if (accepted + rejected + parked + repeated < _commands)
        {
            differences.Add($"commands accounted for: the input says {_commands}, the node {accepted + rejected + parked}");
        }

        return new ScenarioTotals(differences.Found, accepted, rejected) { Lines = _lines };
    }
}
