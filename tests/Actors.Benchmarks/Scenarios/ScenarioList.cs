namespace Actors.Benchmarks.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new CallersScenario(),
        new ManyEntitiesScenario(),
        new ZipfScenario(),
        new HotEntityScenario(),
        new HotShardScenario(),
        new FiveEventsScenario(),
        new LargePayloadScenario(),
        new TellScenario(),
        new ReadScenario(),
        new OpenLoopScenario(),
        new SmallBankScenario(),
        new LinkScenario(),
        new NodesScenario(),
        new InsideNodesScenario(),
        new RecoveryScenario(),
        new ProjectionsScenario(),
        new RebuildScenario(),
        new AuditScenario(),
        new KafkaScenario(),
        new TelemetryScenario(),
        new SustainedScenario(),
    ];

    /// <summary>The names of those to run.</summary>
    /// <param name="named">What the command line names.</param>
    /// <param name="isSustained">Whether it asks for a sustained load.</param>
    public static IReadOnlyList<string> Chosen(string[] named, bool isSustained) => named switch
    {
        [] when isSustained => [SustainedScenario.OwnName],
        [] => [.. All.Where(s => s.IsDefault).Select(s => s.Name)],
        _ when named.Contains("all") => [.. All.Select(s => s.Name).Where(n => n != SustainedScenario.OwnName)],
        _ => named,
    };
}
