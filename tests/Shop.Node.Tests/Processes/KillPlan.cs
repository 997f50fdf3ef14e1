using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Journals;
using Xunit.Abstractions;

namespace Shop.Node.Tests.Processes;

/// <summary>
/// Runs Shop, kills it at random moments and starts it again each time, until a last start may run to its end. Each start must
/// come further than the one before. The moments come from a seed, which is printed. A start that is to be killed serves on
/// after its work, so that a fast machine cannot end it before its kill; some kills then hit a node that is done.
/// </summary>
/// <param name="database">Where the runs keep everything.</param>
/// <param name="records">About how many records the whole run has.</param>
/// <param name="seed">The seed of the moments.</param>
/// <param name="output">Where the moments are printed.</param>
internal sealed class KillPlan(Database database, long records, int seed, ITestOutputHelper output)
{
    private const int Kills = 10;
    private const int LeastKillsAtWork = 3;
    private static readonly TimeSpan ProgressWithin = TimeSpan.FromMinutes(2);
    private readonly Random _random = new(seed);

    /// <summary>Runs with these arguments.</summary>
    /// <returns>The summary of the start that came to the end.</returns>
    public async Task<RunSummary> Run(TemporaryFolder folder, params string[] arguments)
    {
        var json = folder["summary.json"];
        string[] killed = [.. arguments, .. database.Arguments, "--port", "0"];
        output.WriteLine($"Kill moments by seed {seed}:");
        var moments = Enumerable.Range(0, Kills).Select(_ => 1 + _random.NextInt64(records * 9 / 10)).Order().ToArray();
        var atWork = 0;
        foreach (var moment in moments)
        {
            atWork += await KillAt(moment, killed) ? 1 : 0;
        }

        Assert.True(atWork >= LeastKillsAtWork, $"Only {atWork} of {Kills} kills hit a node at work.");
        (await ShopProcess.Run([.. killed, "--exit-when-done", "--json", json])).Good();
        return RunSummary.Read(json);
    }

    private async Task<bool> KillAt(long moment, string[] arguments)
    {
        var before = await database.Records();
        var wanted = Math.Max(moment, before + 1);
        var jitter = TimeSpan.FromMilliseconds(_random.Next(10)); // A fast machine stores hundreds of records in one.
        await using var process = ShopProcess.Start(arguments);
        await Eventually.Holds(
            async () => process.HasExited || process.Serves || await database.Records() >= wanted,
            () => process.Output + process.Error,
            ProgressWithin);
        var reached = TimeProvider.System.GetTimestamp();
        await Eventually.Holds(() => process.HasExited || TimeProvider.System.GetElapsedTime(reached) >= jitter);
        process.MustRun();
        var atWork = !process.Serves;
        await process.Kill();
        var after = await database.Records();
        output.WriteLine($"killed {jitter.TotalMilliseconds} ms after record {wanted}, {(atWork ? "at work" : "done")}: {before} -> {after} records");
        Assert.True(after > before || !atWork, $"The start made no progress beyond {before} records.");
        return atWork;
    }
}
