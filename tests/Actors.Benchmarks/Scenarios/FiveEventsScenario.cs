namespace Actors.Benchmarks.Scenarios;

/// <summary>Commands that lead to several events.</summary>
internal sealed class FiveEventsScenario : IScenario
{
    public string Name => "five-events";

    public string Summary => "Commands of five events; a share compares events with records.";

    public async Task Run(Bench bench)
    {
        await bench.Closed(Name, "ask", new Workload(64, 1000) { Events = 5 });
        await bench.Closed(Name, "ask", new Workload(1000, 1000) { Events = 5 });
    }
}
