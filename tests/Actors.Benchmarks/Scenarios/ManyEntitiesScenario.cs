namespace Actors.Benchmarks.Scenarios;

/// <summary>Many entities: nothing is hot, and indexes are as large as they get.</summary>
internal sealed class ManyEntitiesScenario : IScenario
{
    public string Name => "entities-100k";

    public string Summary => "Durable commands per second; 100,000 entities, 1,000 and 4,000 callers.";

    public bool IsDefault => true;

    public async Task Run(Bench bench)
    {
        foreach (var callers in bench.CallersOr(1000, 4000))
        {
            await bench.Closed(Name, "ask", new Workload(callers, 100_000));
        }
    }
}
