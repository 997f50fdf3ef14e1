using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.Benchmarks;

var json = new Option<FileInfo?>("--json") { Description = "Also write the figures to this file as JSON." };
var seconds = new Option<int>("--seconds") { Description = "How long each figure is measured.", DefaultValueFactory = _ => 4 };
var only = new Option<string>("--database") { Description = "sqlite, postgres or both.", DefaultValueFactory = _ => "both" };
only.AcceptOnlyFromAmong("sqlite", "postgres", "both");
var callers = new Option<int[]>("--callers")
{
    Description = "The numbers of concurrent callers.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [1, 16, 64, 256, 1000],
};
var root = new RootCommand("Measures durable commands and recovery on SQLite and PostgreSQL, beside the raw limit of the same run.")
{
    json, seconds, only, callers,
};
root.SetAction(async (parsed, token) =>
{
    var duration = TimeSpan.FromSeconds(parsed.GetValue(seconds));
    var figures = new List<Figure>();
    Console.WriteLine("figure    database   callers entities   per second     p50 ms     p99 ms   p99.9 ms   limit/s  ratio");
    foreach (var name in parsed.GetValue(only) is "both" or null ? ["sqlite", "postgres"] : new[] { parsed.GetValue(only)! })
    {
        await using var database = name == "sqlite" ? new SqliteDatabase() : await PostgresDatabase.Start(token);
        foreach (var count in parsed.GetValue(callers)!)
        {
            // The limit is taken before and after: machines drift, and the ratio is only worth something within one moment.
            var before = await database.RawRowsPerSecond(count, AskBenchmark.PayloadBytes, duration / 2, token);
            var figure = await AskBenchmark.Run(database, count, 1000, duration, before, token);
            var limit = (before + await database.RawRowsPerSecond(count, AskBenchmark.PayloadBytes, duration / 2, token)) / 2;
            Add(figures, figure with { LimitPerSecond = limit, Ratio = figure.PerSecond / limit });
        }

        Add(figures, await RecoveryBenchmark.Run(database, 10_000, token));
    }

    if (parsed.GetValue(json) is { } file)
    {
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, figures, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }, token);
    }

    return 0;
});
var result = root.Parse(args);
if (result.Errors is [var error, ..])
{
    Console.Error.WriteLine($"bench: {error.Message}");
    return 2;
}

return await result.InvokeAsync();

static void Add(List<Figure> figures, Figure f)
{
    figures.Add(f);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{f.Name,-9} {f.Database,-9} {f.Callers,8} {f.Entities,8} {f.PerSecond,12:N0} {f.P50Ms,10:N2} {f.P99Ms,10:N2} {f.P999Ms,10:N2} {f.LimitPerSecond,9:N0} {f.Ratio,6:P0}"));
}
