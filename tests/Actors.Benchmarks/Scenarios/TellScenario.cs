namespace Actors.Benchmarks.Scenarios;

/// <summary>Fire and forget, as far as durability allows.</summary>
internal sealed class TellScenario : IScenario
{
    public string Name => "tell";

    public string Summary => "Tells instead of asks: nobody looks at the outcome.";

    public Task Run(Bench bench) => bench.Closed(Name, "tell", new Workload(1000, 1000) { Kind = OperationKind.Tell });
}
