namespace Actors.Benchmarks.Scenarios;

/// <summary>Reads need no commit.</summary>
internal sealed class ReadScenario : IScenario
{
    public string Name => "read";

    public string Summary => "Reads of the durable state, entities in memory.";

    public async Task Run(Bench bench)
    {
        await bench.Closed(Name, "view", new Workload(1, 1000) { Kind = OperationKind.Read });
        await bench.Closed(Name, "view", new Workload(1000, 100_000) { Kind = OperationKind.Read });
    }
}
