namespace Actors.Benchmarks.Scenarios;

/// <summary>Many entities: nothing is hot, and indexes are as large as they get.</summary>
internal sealed class ManyEntitiesScenario : IScenario
{
    public string Name => "entities-100k";

    public string Summary => "Durable commands per second; 100,000 entities, 1,000 and 4,000 callers.";

    public bool IsDefault => true;

    public async Task Run(Bench bench)
    {
        await bench.Closed(Name, "ask", new Workload(1000, 100_000));
        await bench.Closed(Name, "ask", new Workload(4000, 100_000));
    }
}
