using System.Diagnostics;
using Actors.TestKit.Postgres;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Xunit.Abstractions;

namespace Shop.Node.Tests.Trials;

/// <summary>
/// Three nodes on one database, of which one reads a file. Nodes and the database are killed at random moments and started again. In the
/// end every read model must be what one computed from scratch is, and the auditor must have compared every record and found no gap.
/// </summary>
/// <param name="kills">How many kills; about one in five is the database's.</param>
/// <param name="records">About how many records the whole run has.</param>
/// <param name="seed">The seed of the moments and victims.</param>
/// <param name="output">Where the kills are printed.</param>
internal sealed class ReadModelTrial(int kills, long records, int seed, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Random _random = new(seed);
    private readonly int[] _counts = new int[2];

    /// <summary>Runs it.</summary>
    /// <returns>The summary of the run that came to the end.</returns>
    public async Task<RunSummary> Run(TemporaryFolder folder, string input, TimeSpan within)
    {
        await using var server = await PostgresServer.Start(new PostgresServerOptions { Durable = true }, default);
        var database = new Database(folder["data"], server.ConnectionString());
        string[] common = [.. database.Arguments, "--port", "0", "--cluster-port", "0"];
        TrialNode[] nodes =
        [
            new(["--input", input, .. common, "--name", "n1"]),
            new(["--serve-only", .. common, "--name", "n2"]),
            new(["--serve-only", .. common, "--name", "n3"]),
        ];
        try
        {
            await Kill(nodes, server, database);
            var started = Stopwatch.GetTimestamp();
            await Eventually.Holds(
                async () =>
                {
                    await StartAll(nodes);
                    return nodes[0].Serves;
                },
                () => $"{nodes[0].Output}",
                within);
            output.WriteLine($"{_counts[0]} kills of nodes, {_counts[1]} of the database; {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s to the end after the last one.");
            await CheckAudit(nodes[0]);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.Kill();
                await node.DisposeAsync();
            }
        }

        var json = folder["summary.json"];
        (await ShopProcess.Run(["--input", input, .. database.Arguments, "--port", "0", "--exit-when-done", "--json", json])).Good();
        await ReadModels.MustEqualThoseFromScratch(database);
        await ShopAudit.Of(database);
        return RunSummary.Read(json);
    }

    private async Task Kill(TrialNode[] nodes, PostgresServer server, Database database)
    {
        foreach (var moment in Enumerable.Range(0, kills).Select(_ => 1 + _random.NextInt64(records * 9 / 10)).Order().ToArray())
        {
            var victim = _random.Next(10) < 2 ? nodes.Length : _random.Next(nodes.Length);
            await Eventually.Holds(
                async () =>
                {
                    await StartAll(nodes);
                    return nodes[0].Serves || await database.Records() >= moment;
                },
                () => string.Join('\n', nodes.Select(n => n.Output)),
                Patience);
            var reached = TimeProvider.System.GetTimestamp();
            var jitter = TimeSpan.FromMilliseconds(_random.Next(200));
            await Eventually.Holds(() => TimeProvider.System.GetElapsedTime(reached) >= jitter);
            output.WriteLine($"record {moment} + {jitter.TotalMilliseconds} ms: kills {(victim == nodes.Length ? "the database" : $"n{victim + 1}")}");
            _counts[victim == nodes.Length ? 1 : 0]++;
            if (victim == nodes.Length)
            {
                await server.Kill(default);
                await server.Restart(default);
            }
            else
            {
                await nodes[victim].Kill();
            }
        }
    }

    private static async Task StartAll(TrialNode[] nodes)
    {
        foreach (var node in nodes)
        {
            await node.MustRun();
        }
    }

    private async Task CheckAudit(TrialNode node)
    {
        using var http = new Http(await node.Address);
        foreach (var audit in (await http.Get("/operator/projections/audit?whole=true")).EnumerateArray())
        {
            long Of(string name) => audit.GetProperty(name).GetInt64();
            output.WriteLine($"{audit.GetProperty("projection")}: {Of("given")} of {Of("records")} records, {Of("compared")} compared, {Of("skipped")} wrong");
            Assert.Equal((Of("records"), Of("records"), 0), (Of("given"), Of("compared"), Of("skipped")));
        }
    }
}
