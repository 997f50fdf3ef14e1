using System.Diagnostics;
using Actors.Benchmarks;
using Actors.Benchmarks.Databases;
using Actors.Benchmarks.Links;
using Actors.Benchmarks.Processes;
using Actors.Benchmarks.Reports;
using Actors.Benchmarks.Scenarios;

return args switch
{
    [LinkResponder.Argument] => await LinkResponder.Run(),
    [ClusterNodeProgram.Argument, var name, var postgres] => await ClusterNodeProgram.Run(name, postgres),
    _ => await CommandLine.Run(args, Measure),
};

static async Task<int> Measure(Settings settings, CancellationToken cancellationToken)
{
    var report = new Report(settings.IsMarkdown ? Console.Error : Console.Out);
    report.Begin();
    using var pages = settings.HasHugePages ? HugePages.Reserve(PostgresDatabase.CacheMegabytes) : null;
    if (pages is not null)
    {
        report.Say(pages.Told);
    }

    using var cache = settings.IsMemoryFilled ? new FileCache() : null;
    foreach (var name in settings.Databases)
    {
        await using var database = await Open(name, settings, cancellationToken);
        var bench = new Bench(database, settings, report, cancellationToken);
        await bench.WarmCode();
        foreach (var scenario in ScenarioList.All.Where(s => settings.Scenarios.Contains(s.Name)))
        {
            if (!scenario.NeedsRecords || database.KeepsRecords)
            {
                if (cache is not null)
                {
                    Fill(cache, report, cancellationToken);
                }

                await scenario.Run(bench);
            }
        }
    }

    if (settings.Json is { } file)
    {
        await report.WriteJson(file, cancellationToken);
    }

    if (settings.IsMarkdown)
    {
        report.WriteMarkdown(Console.Out);
    }

    return 0;
}

static void Fill(FileCache cache, Report report, CancellationToken cancellationToken)
{
    var started = Stopwatch.GetTimestamp();
    report.Say(cache.Fill(cancellationToken) is { } free
        ? $"memory filled with files in {Text.Number(Stopwatch.GetElapsedTime(started).TotalSeconds)} s, {Text.Number(free / 1e6)} MB free"
        : "memory is not filled: this system does not tell how much is free");
}

static async Task<IDatabase> Open(string name, Settings settings, CancellationToken cancellationToken) => name switch
{
    "sqlite" => new SqliteDatabase(settings.FlushDelay, settings.Compaction),
    "memory" => new MemoryDatabase(settings.FlushDelay),
    _ => await PostgresDatabase.Start(settings.FlushDelay, settings.Compaction, settings.LogGigabytes, cancellationToken),
};
