using Actors.TestKit.Time;
using Shop.Node.Tests.Journals;
using Xunit.Abstractions;

namespace Shop.Node.Tests.Processes;

/// <summary>
/// Runs Shop, kills it at random moments and starts it again each time, until a last start may run to its end. Each start must
/// come further than the one before. The moments come from a seed, which is printed.
/// </summary>
/// <param name="database">Where the runs keep everything.</param>
/// <param name="records">About how many records the whole run has.</param>
/// <param name="seed">The seed of the moments.</param>
/// <param name="output">Where the moments are printed.</param>
internal sealed class KillPlan(Database database, long records, int seed, ITestOutputHelper output)
{
    private const int Kills = 10;
    private static readonly TimeSpan ProgressWithin = TimeSpan.FromMinutes(2);
    private readonly Random _random = new(seed);

    /// <summary>Runs with these arguments.</summary>
    /// <returns>The summary of the start that came to the end.</returns>
    public async Task<RunSummary> Run(TempFolder folder, params string[] arguments)
    {
        var json = folder["summary.json"];
        string[] all = [.. arguments, .. database.Arguments, "--port", "0", "--exit-when-done", "--json", json];
        output.WriteLine($"Kill moments by seed {seed}:");
        var moments = Enumerable.Range(0, Kills).Select(_ => 1 + _random.NextInt64(records * 9 / 10)).Order().ToArray();
        foreach (var moment in moments)
        {
            await KillAt(moment, all);
        }

        Assert.False(File.Exists(json), "A killed start has written its summary: it was killed too late.");
        (await ShopProcess.Run(all)).Good();
        return RunSummary.Read(json);
    }

    private async Task KillAt(long moment, string[] arguments)
    {
        var before = await database.Records();
        var wanted = Math.Max(moment, before + 1);
        var jitter = TimeSpan.FromMilliseconds(_random.Next(60));
        await using var process = ShopProcess.Start(arguments);
        await Eventually.Holds(
            async () => process.HasExited || await database.Records() >= wanted, () => process.Output + process.Error, ProgressWithin);
        var reached = TimeProvider.System.GetTimestamp();
        await Eventually.Holds(() => process.HasExited || TimeProvider.System.GetElapsedTime(reached) >= jitter);
        process.MustRun();
        await process.Kill();
        var after = await database.Records();
        output.WriteLine($"killed {jitter.TotalMilliseconds} ms after record {wanted}: {before} -> {after} records");
        Assert.True(after > before, $"The start made no progress beyond {before} records.");
    }
}
