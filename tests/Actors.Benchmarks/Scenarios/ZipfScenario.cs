namespace Actors.Benchmarks.Scenarios;

/// <summary>A skewed load.</summary>
internal sealed class ZipfScenario : IScenario
{
    public string Name => "zipf";

    public string Summary => "The same over 1,000 and 100,000 entities of which few get most commands (s = 0.99).";

    public async Task Run(Bench bench)
    {
        await bench.Closed(Name, "ask", new Workload(1000, 1000) { IsZipf = true });
        await bench.Closed(Name, "ask", new Workload(1000, 100_000) { IsZipf = true });
    }
}
