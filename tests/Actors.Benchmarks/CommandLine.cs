using System.CommandLine;
using Actors.Benchmarks.Scenarios;

namespace Actors.Benchmarks;

/// <summary>The options of <c>./actors bench</c>.</summary>
internal static class CommandLine
{
    private const int TailMiBMax = 122; // The journal takes no more than a million records.

    private static readonly Option<string[]> Scenario = new("--scenario")
    {
        Description = "What to measure; --list tells the names, all takes all but sustained. Default: a set of about four minutes.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> List = new("--list") { Description = "Tell the scenarios, and measure nothing." };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "How long each figure is measured, after a warm-up of half that time.",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<string> Database = new("--database")
    {
        Description = "sqlite, postgres, both, or memory: no database, the cost of the runtime alone.",
        DefaultValueFactory = _ => "both",
    };

    private static readonly Option<int[]> Callers = new("--callers")
    {
        Description = "The numbers of concurrent callers in the scenarios callers (default: 1 64 1000), entities-100k (1000 4000) and sustained (4000).",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> NoLimits = new("--no-limits") { Description = "Leave out the raw limits; takes a third of the time." };

    private static readonly Option<int> Entities = new("--entities")
    {
        Description = "How many entities are recovered, or are under sustained load.",
        DefaultValueFactory = _ => 100_000,
    };

    private static readonly Option<double?> Rate = new("--rate") { Description = "Arrivals per second of an open loop, instead of a share." };

    private static readonly Option<double> Share = new("--share")
    {
        Description = "Arrivals of an open loop in percent of what a closed loop reached just before.",
        DefaultValueFactory = _ => 50,
    };

    private static readonly Option<double> FlushMs = new("--flush-ms")
    {
        Description = "Let every flush to the disk take so many milliseconds more, for the product and the raw limits alike.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<int> TailMiB = new("--tail-mib")
    {
        Description = "How long the tail of a shard may become before it is compacted, in MiB; the bounds of records and of all tails grow along.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> FillMemory = new("--fill-memory")
    {
        Description = "Let the system's cache of files take the free memory before each scenario, as on a machine that has been up for a while (Linux).",
    };

    private static readonly Option<bool> HugePages = new("--huge-pages")
    {
        Description = "Set huge pages apart for PostgreSQL's cache while it is measured, as its manual advises for a server (Linux, root).",
    };

    private static readonly Option<double> Sustained = new("--sustained")
    {
        Description = "Minutes of the scenario sustained; chooses it where no scenario is named.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Also write the figures to this file as JSON." };

    private static readonly Option<bool> Markdown = new("--markdown") { Description = "Print the table of docs/performance.md; progress goes to standard error." };

    /// <summary>Parses and runs.</summary>
    public static async Task<int> Run(string[] arguments, Func<Settings, CancellationToken, Task<int>> run)
    {
        Database.AcceptOnlyFromAmong("sqlite", "postgres", "both", "memory");
        Scenario.AcceptOnlyFromAmong([.. ScenarioList.All.Select(s => s.Name), "all"]);
        TailMiB.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<int>() is < 1 or > TailMiBMax)
            {
                option.AddError($"--tail-mib takes 1 to {TailMiBMax}.");
            }
        });
        var root = new RootCommand("Measures the durable path beside the raw limits of the same moment; docs/performance.md explains the figures.")
        {
            Scenario, List, Seconds, Database, Callers, NoLimits, Entities, Rate, Share, FlushMs, TailMiB, FillMemory, HugePages, Sustained,
            Json, Markdown,
        };
        root.SetAction((parsed, token) => parsed.GetValue(List) ? Task.FromResult(Tell()) : run(Read(parsed), token));
        var result = root.Parse(arguments);
        if (result.Errors is [var error, ..])
        {
            Console.Error.WriteLine($"bench: {error.Message.ReplaceLineEndings(" ")}");
            return 2;
        }

        return await result.InvokeAsync();
    }

    private static int Tell()
    {
        foreach (var scenario in ScenarioList.All)
        {
            Console.WriteLine($"  {scenario.Name,-14} {(scenario.IsDefault ? "*" : " ")} {scenario.Summary}");
        }

        Console.WriteLine("Those with a star run where none is named.");
        return 0;
    }

    private static Settings Read(ParseResult parsed) => new()
    {
        Scenarios = ScenarioList.Chosen(parsed.GetValue(Scenario)!, parsed.GetValue(Sustained) > 0),
        Databases = parsed.GetValue(Database) is var name && name == "both" ? ["sqlite", "postgres"] : [name!],
        Seconds = parsed.GetValue(Seconds),
        Callers = parsed.GetValue(Callers)!,
        IsWithoutLimits = parsed.GetValue(NoLimits),
        Entities = parsed.GetValue(Entities),
        Rate = parsed.GetValue(Rate),
        Share = parsed.GetValue(Share) / 100,
        FlushDelay = TimeSpan.FromMilliseconds(parsed.GetValue(FlushMs)),
        TailMiB = parsed.GetValue(TailMiB),
        IsMemoryFilled = parsed.GetValue(FillMemory),
        HasHugePages = parsed.GetValue(HugePages),
        Sustained = TimeSpan.FromMinutes(parsed.GetValue(Sustained) is > 0 and var minutes ? minutes : 10),
        Json = parsed.GetValue(Json),
        IsMarkdown = parsed.GetValue(Markdown),
    };
}
