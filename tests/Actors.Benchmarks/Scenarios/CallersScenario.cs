namespace Actors.Benchmarks.Scenarios;

/// <summary>How throughput and latency depend on the number of callers.</summary>
internal sealed class CallersScenario : IScenario
{
    public string Name => "callers";

    public string Summary => "Durable commands per second by number of callers; 1,000 entities.";

    public bool IsDefault => true;

    public async Task Run(Bench bench)
    {
        foreach (var callers in bench.CallersOr(1, 64, 1000))
        {
            await bench.Closed(Name, "ask", new Workload(callers, 1000));
        }
    }
}
