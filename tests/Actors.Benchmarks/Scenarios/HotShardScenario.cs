namespace Actors.Benchmarks.Scenarios;

/// <summary>One shard is one loop: what one loop can do.</summary>
internal sealed class HotShardScenario : IScenario
{
    public string Name => "hot-shard";

    public string Summary => "1,000 entities that are all of one shard.";

    public Task Run(Bench bench) => bench.Closed(Name, "ask", new Workload(1000, 1000) { IsOneShard = true });
}
