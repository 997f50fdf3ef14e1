namespace Actors.Benchmarks.Scenarios;

/// <summary>What the bytes cost.</summary>
internal sealed class LargePayloadScenario : IScenario
{
    public string Name => "large-payload";

    public string Summary => "Events of 1 kB instead of 100 B.";

    public async Task Run(Bench bench)
    {
        await bench.Closed(Name, "ask", new Workload(64, 1000) { PayloadBytes = 1000 });
        await bench.Closed(Name, "ask", new Workload(1000, 1000) { PayloadBytes = 1000 });
    }
}
