using Actors.Runtime.Streams.Files;
using Shop.Generation;
using Shop.Node.Running;
using Shop.Retail;

namespace Shop.Node.Scenarios;

/// <summary>Chooses the scenario that the command line asks for.</summary>
internal static class ScenarioFactory
{
    /// <summary>Chooses it, and opens its file to fail early.</summary>
    /// <exception cref="Actors.Streams.SourceUnreadableException">The file cannot be read.</exception>
    public static IScenario Create(RunOptions options) => options switch
    {
        { Input: null } => new GeneratedScenario(new OrderGenerator(new OrderGeneratorOptions
        {
            Seed = options.Seed,
            Orders = options.Orders,
            StockCover = 1.6,
            BackOrderRatio = 0,
        })),
        { Input: { } input, IsStockReplay: true } => new StockReplayScenario(
            new CsvFileSource(input, OnlineRetailDecoder.Columns, new FileSourceOptions { Purpose = "stock-replay" }), options.InitialStock),
        { Input: { } input } when IsJsonLines(input) => new JsonLinesScenario(new JsonLinesFileSource(input)),
        { Input: { } input } => new RetailScenario(new CsvFileSource(input, OnlineRetailDecoder.Columns)),
    };

    private static bool IsJsonLines(string path) =>
        path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jsonl.gz", StringComparison.OrdinalIgnoreCase);
}
